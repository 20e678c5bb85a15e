#pragma once

#include "engine/api/key_browser.h"
#include "ui/common/look/look.h"

#include <QAbstractTableModel>

#include <array>

namespace tongdai {

/// Keys that were left behind, by their kind. GUI thread.
class LeftoversModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Kind, Keys, Memory, Untouched, Meaning, kColumns };
    /// Of a kind; more are counted and swept another time.
    static constexpr size_t kMostNames = 20'000;

    explicit LeftoversModel(Look look, QObject* parent = nullptr);
    void clear();
    void add(const std::vector<api::Leftover>& found);
    qint64 count() const;
    qint64 countOf(int row) const { return m_rows.at(size_t(row)).count; }
    const std::vector<QByteArray>& namesOf(int row) const { return m_rows.at(size_t(row)).names; }
    /// They have a life from now on.
    void forget(int row);
    void retranslate();

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Row {
        qint64 count = 0;
        qint64 bytes = 0;
        std::chrono::seconds untouched{};  ///< the longest of them
        std::vector<QByteArray> names;
    };
    static QString kindName(LeftoverKind kind);
    static QString meaning(LeftoverKind kind);

    Look m_look;
    std::array<Row, kAllLeftovers.size()> m_rows;
};

}  // namespace tongdai
