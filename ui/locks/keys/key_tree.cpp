#include "ui/locks/keys/key_tree.h"

#include "ui/common/words/formats.h"

namespace tongdai {

using namespace Qt::StringLiterals;

struct KeyTree::Node {
    Node* parent = nullptr;
    QByteArray name;
    int row = 0;
    int keys = 0;  ///< leaves below, or 1
    std::optional<api::SeenKey> key;
    std::vector<std::unique_ptr<Node>> children;
    QHash<QByteArray, Node*> branches;
};

KeyTree::KeyTree(QObject* parent) : QAbstractItemModel(parent), m_root(std::make_unique<Node>()) {}

KeyTree::~KeyTree() = default;

void KeyTree::clear()
{
    beginResetModel();
    m_root = std::make_unique<Node>();
    m_known.clear();
    endResetModel();
}

void KeyTree::add(const std::vector<api::SeenKey>& keys)
{
    for (const api::SeenKey& key : keys) {
        if (m_known.contains(key.name)) continue;
        m_known.insert(key.name);
        addKey(key);
    }
    if (rowCount() > 0) emit dataChanged(index(0, 0), index(rowCount() - 1, kColumns - 1));
}

void KeyTree::addKey(const api::SeenKey& key)
{
    const QByteArrayList parts = key.name.split(':');
    Node* at = m_root.get();
    const auto append = [this](Node* to, const QByteArray& name) {
        const int row = int(to->children.size());
        beginInsertRows(indexOf(to), row, row);
        auto node = std::make_unique<Node>();
        node->parent = to;
        node->name = name;
        node->row = row;
        to->children.push_back(std::move(node));
        endInsertRows();
        return to->children.back().get();
    };
    for (qsizetype i = 0; i + 1 < parts.size(); ++i) {
        Node*& branch = at->branches[parts[i]];
        if (!branch) branch = append(at, parts[i]);
        at = branch;
    }
    Node* const leaf = append(at, parts.back());
    leaf->key = key;
    for (Node* node = leaf; node; node = node->parent)
        ++node->keys;
}

KeyTree::Node* KeyTree::nodeOf(const QModelIndex& index) const
{
    return index.isValid() ? static_cast<Node*>(index.internalPointer()) : m_root.get();
}

QModelIndex KeyTree::indexOf(Node* node) const
{
    return node == m_root.get() ? QModelIndex() : createIndex(node->row, 0, node);
}

const api::SeenKey* KeyTree::keyAt(const QModelIndex& index) const
{
    const Node* const node = nodeOf(index);
    return node->key ? &*node->key : nullptr;
}

QModelIndex KeyTree::index(int row, int column, const QModelIndex& parent) const
{
    if (column < 0 || column >= kColumns || row < 0 || row >= rowCount(parent)) return {};
    return createIndex(row, column, nodeOf(parent)->children[size_t(row)].get());
}

QModelIndex KeyTree::parent(const QModelIndex& child) const
{
    return child.isValid() ? indexOf(nodeOf(child)->parent) : QModelIndex();
}

int KeyTree::rowCount(const QModelIndex& parent) const
{
    return parent.column() > 0 ? 0 : int(nodeOf(parent)->children.size());
}

int KeyTree::columnCount(const QModelIndex&) const
{
    return kColumns;
}

QString KeyTree::bytesText(qint64 bytes)
{
    return bytes > 0 ? Formats().bytes(bytes) : QString();
}

QString KeyTree::leftText(const api::SeenKey& key)
{
    return key.left ? Formats().duration(*key.left) : tr("no end");
}

QVariant KeyTree::data(const QModelIndex& index, int role) const
{
    if (!index.isValid()) return {};
    const Node& node = *nodeOf(index);
    if (role == Qt::TextAlignmentRole && index.column() >= BytesColumn) return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole && node.key) return QString::fromUtf8(node.key->name).toHtmlEscaped();
    if (role != Qt::DisplayRole) return {};
    switch (index.column()) {
        case NameColumn:
            if (node.key) return node.name.isEmpty() ? u"…"_s : QString::fromUtf8(node.name);
            return u"%1: (%2)"_s.arg(QString::fromUtf8(node.name), Formats().number(node.keys));
        case TypeColumn: return node.key ? QString::fromLatin1(node.key->type) : QString();
        case BytesColumn: return node.key ? bytesText(node.key->bytes) : QString();
        case LeftColumn: return node.key ? leftText(*node.key) : QString();
        default: return {};
    }
}

QVariant KeyTree::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    switch (section) {
        case NameColumn: return tr("Key");
        case TypeColumn: return tr("Type");
        case BytesColumn: return tr("Size");
        case LeftColumn: return tr("Ends in");
        default: return {};
    }
}

}  // namespace tongdai
