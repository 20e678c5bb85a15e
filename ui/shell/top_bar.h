#pragma once

#include "engine/domain/health.h"
#include "ui/common/look.h"

#include <QWidget>

class QMenu;

namespace tongdai {

class Chip;
class ElidedLabel;
class GlyphButton;
class HealthStrip;

/// The bar over all pages: whose shop this is, how the parts are in words, who I am, the menu. While the sample
/// shop is open its ground is hatched and the word SAMPLE stands in it (workspace 3.3).
class TopBar final : public QWidget {
    Q_OBJECT
public:
    TopBar(Look look, QMenu& menu, QWidget* parent = nullptr);

    void setShopName(const QString& name);
    void setOperator(const QString& name);
    void setSample(bool open);
    void setHealth(const HealthSnapshot& snapshot, bool hasChannel);
    void retranslate();

signals:
    void healthChosen();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void writeNames();

    QString m_shopName;
    QString m_operator;
    bool m_sample = false;
    ElidedLabel* m_shop;
    Chip* m_sampleWord;
    HealthStrip* m_health;
    ElidedLabel* m_me;
    GlyphButton* m_menu;
};

}  // namespace tongdai
