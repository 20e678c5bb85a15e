#pragma once

#include "engine/api/key_browser.h"

#include <QAbstractItemModel>
#include <QSet>

#include <memory>

namespace tongdai {

/// Keys as a tree by ":": a branch counts the keys below it. It only grows until it is cleared. Lives on the GUI
/// thread.
class KeyTree final : public QAbstractItemModel {
    Q_OBJECT
public:
    enum Column { NameColumn, TypeColumn, BytesColumn, LeftColumn, kColumns };

    explicit KeyTree(QObject* parent = nullptr);
    ~KeyTree() override;

    void clear();
    /// Keys that are there already are left as they are.
    void add(const std::vector<api::SeenKey>& keys);
    int keyCount() const { return int(m_known.size()); }
    /// The key of a leaf; nothing for a branch.
    const api::SeenKey* keyAt(const QModelIndex& index) const;

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& child) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void retranslate() { emit headerDataChanged(Qt::Horizontal, 0, kColumns - 1); }

    /// "12 kB", "3 min": as the columns have them.
    static QString bytesText(qint64 bytes);
    static QString leftText(const api::SeenKey& key);

private:
    struct Node;
    Node* nodeOf(const QModelIndex& index) const;
    QModelIndex indexOf(Node* node) const;
    void addKey(const api::SeenKey& key);

    std::unique_ptr<Node> m_root;
    QSet<QByteArray> m_known;
};

}  // namespace tongdai
