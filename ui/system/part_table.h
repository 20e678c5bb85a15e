#pragma once

#include "engine/domain/shop/health.h"
#include "ui/common/look/look.h"

#include <QHash>
#include <QWidget>

class QGridLayout;

namespace tongdai {

class PartRow;
class RoleLabel;

/// Each part in words: state, since when, how fast, where it is, which version; of one that is away also why.
class PartTable final : public QWidget {
    Q_OBJECT
public:
    explicit PartTable(Look look, QWidget* parent = nullptr);
    ~PartTable() override;
    void setHealth(const HealthSnapshot& snapshot);
    void retranslate();

private:
    PartRow& rowOf(Part part);

    Look m_look;
    HealthSnapshot m_snapshot;
    QGridLayout* m_grid;
    std::vector<RoleLabel*> m_headings;
    std::vector<std::unique_ptr<PartRow>> m_rows;
};

}  // namespace tongdai
