#pragma once

#include "engine/api/limits.h"
#include "ui/common/look/look.h"

#include <QAbstractTableModel>

namespace tongdai {

/// Who is near a limit, and who was held back. GUI thread.
class LimitsModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Limit, Who, Used, HeldBack, Next, kColumns };

    explicit LimitsModel(Look look, QObject* parent = nullptr);
    void setUses(const std::vector<RateUse>& uses, TimePoint at);
    void retranslate();

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString text(const RateUse& use, int column) const;

    Look m_look;
    std::vector<RateUse> m_uses;
    TimePoint m_at{};
};

}  // namespace tongdai
