#pragma once

#include "engine/domain/dispute/time_travel.h"
#include "ui/common/look/look.h"

#include <QAbstractTableModel>
#include <QSet>

namespace tongdai {

/// Message by party: what each had sent, received and read at an instant. What had not been said yet stands there too,
/// dimmed, with the time it was said. GUI thread.
class KnewModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    explicit KnewModel(Look look, QObject* parent = nullptr) : QAbstractTableModel(parent), m_look(std::move(look)) {}

    /// Null: no thread. The travel outlives its use here.
    void setTravel(const TimeTravel* travel, TimePoint at);
    void setInstant(TimePoint at);
    /// Lines that hold what is looked for, on another ground.
    void setFound(const QSet<QByteArray>& lines);
    const DisputeLine& lineAt(int row) const { return m_travel->thread().lines[size_t(row)]; }
    /// What the cells of a party say at any time.
    QStringList wordsOf(int column) const;
    int rowOf(const QByteArray& line) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void retranslate();

private:
    QString lineWords(const KnewRow& row) const;
    QVariant colour(const KnewRow& row, int column) const;

    Look m_look;
    const TimeTravel* m_travel = nullptr;
    std::vector<KnewRow> m_rows;
    QSet<QByteArray> m_found;
};

}  // namespace tongdai
