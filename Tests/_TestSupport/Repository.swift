import Foundation

/// Places of the checkout that tests read.
public enum Repository {
  /// The root of the checkout.
  public static let root: String = {
    var folder = URL(fileURLWithPath: #filePath)
    for _ in 0..<3 { folder.deleteLastPathComponent() }
    return folder.path
  }()

  /// Returns the path of something in the checkout.
  public static func path(_ relative: String) -> String { root + "/" + relative }

  /// Returns the path of a real file of the data that lies beside a checkout, or nil without it.
  ///
  /// Tests that need one are enabled only when it is there, so that a skip shows.
  public static func sharedData(_ relative: String) -> String? {
    let file =
      URL(fileURLWithPath: root).deletingLastPathComponent().path + "/shared/data/" + relative
    return FileManager.default.fileExists(atPath: file) ? file : nil
  }
}
