/// An element of an XML document with everything in it.
public struct XMLNode: Sendable, Equatable {
  /// The name without a namespace prefix.
  public var name: String
  /// In document order; names without a namespace prefix, declarations of namespaces left out.
  public var attributes: [(name: String, value: String)]
  /// The elements within, in document order.
  public var children: [XMLNode]
  /// The characters directly within the element, joined, without blanks at the ends.
  public var text: String

  /// Creates an element.
  public init(
    name: String, attributes: [(name: String, value: String)] = [], children: [XMLNode] = [],
    text: String = ""
  ) {
    self.name = name
    self.attributes = attributes
    self.children = children
    self.text = text
  }

  /// Returns the first child with the name `child`, or nil.
  public subscript(child: String) -> XMLNode? { children.first { $0.name == child } }

  /// Returns the children with the name `child`, in document order.
  public func all(_ child: String) -> [XMLNode] { children.filter { $0.name == child } }

  /// Returns the text of the first child with the name `child`; empty when there is none.
  public func text(of child: String) -> String { self[child]?.text ?? "" }

  /// Returns the value of an attribute, or nil.
  public func attribute(_ name: String) -> String? {
    attributes.first { $0.name == name }?.value
  }

  /// Returns whether two elements have the same name, text, children and attributes in one order.
  public static func == (left: XMLNode, right: XMLNode) -> Bool {
    left.name == right.name && left.text == right.text && left.children == right.children
      && left.attributes.elementsEqual(right.attributes) {
        $0.name == $1.name && $0.value == $1.value
      }
  }
}
