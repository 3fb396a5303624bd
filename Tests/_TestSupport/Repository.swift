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
}
