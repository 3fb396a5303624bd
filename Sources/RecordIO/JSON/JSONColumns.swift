/// The paths of the columns of a JSON file as a tree, in which a record is looked up while it is
/// read.
struct JSONColumns {
  /// A place in a record to which paths lead, or through which.
  struct Node {
    /// The field that the value here gives; nil when paths only lead through.
    var field: Int?
    /// The members that paths lead to from here.
    var children: Range<Int> = 0..<0
    /// For each length of their names, modulo 64, a bit.
    var lengths: UInt64 = 0
  }

  /// A member that is looked for.
  struct Child {
    /// Its name in UTF-8.
    let name: [UInt8]
    /// The first eight bytes of the name, filled up with zeroes.
    let prefix: UInt64
    let node: Int
  }

  /// The path that stands for the name of a record among the members of an object.
  static let keyPath = "$key"

  private(set) var nodes: [Node] = []
  private(set) var children: [Child] = []
  /// The number of different fields.
  private(set) var fieldCount = 0
  /// For each column the field it shows; columns of one path share it.
  private(set) var fieldOfColumn: [Int] = []
  /// The field for `$key`, when it is asked for.
  private(set) var keyField: Int?

  init(_ columns: [String]) {
    let root = Draft()
    for column in columns {
      if column == Self.keyPath {
        fieldOfColumn.append(Self.field(&keyField, &fieldCount))
        continue
      }
      var draft = root
      for step in JSONPath.steps(of: column) {
        // A `*` has no meaning within a record, and is a name like others.
        let name = if case .name(let name) = step { name } else { [UInt8(ascii: "*")] }
        draft = draft.child(name)
      }
      fieldOfColumn.append(Self.field(&draft.field, &fieldCount))
    }
    flatten(root)
  }

  private static func field(_ field: inout Int?, _ count: inout Int) -> Int {
    if let field { return field }
    field = count
    count += 1
    return count - 1
  }

  /// Adds the tree level by level, so that the children of a node stand side by side.
  private mutating func flatten(_ root: Draft) {
    var drafts = [root]
    var index = 0
    while index < drafts.count {
      let draft = drafts[index]
      var node = Node(field: draft.field)
      let first = children.count
      for (name, child) in draft.children {
        node.lengths |= 1 << UInt64(name.count & 63)
        let prefix = name.prefix(8).enumerated().reduce(UInt64(0)) { word, item in
          word | UInt64(item.element) << UInt64(8 * item.offset)
        }
        children.append(Child(name: name, prefix: prefix, node: drafts.count))
        drafts.append(child)
      }
      node.children = first..<children.count
      nodes.append(node)
      index += 1
    }
  }

  /// A node while the tree grows.
  private final class Draft {
    var field: Int?
    var children: [(name: [UInt8], draft: Draft)] = []

    func child(_ name: [UInt8]) -> Draft {
      if let known = children.first(where: { $0.name == name }) { return known.draft }
      let draft = Draft()
      children.append((name, draft))
      return draft
    }
  }
}
