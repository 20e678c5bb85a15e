#pragma once

#include "engine/api/state_compare.h"
#include "ui/common/look/look.h"

#include <QAbstractTableModel>

namespace tongdai {

/// One conversation in Redis, in the store and at the platform, fact by fact. GUI thread.
class StateModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Fact, Redis, Store, Platform, Verdict, kColumns };

    explicit StateModel(Look look, QObject* parent = nullptr);
    void setPicture(const api::StatePicture& picture);
    void retranslate();
    /// What writing Redis anew from the store changes, a line each: "Who answers: a person → the bot".
    QStringList changesOfRepair() const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString text(const api::StateLine& line, int column) const;
    QString value(api::StateFact fact, const std::optional<QString>& value) const;

    Look m_look;
    std::vector<api::StateLine> m_lines;
};

}  // namespace tongdai
