#pragma once

#include "engine/domain/shop/health.h"
#include "ui/common/look/look.h"

#include <QWidget>

class QMenu;

namespace tongdai {

class Chip;
class ElidedLabel;
class FittingRow;
class GlyphButton;
class HealthStrip;
class NoticeBar;

/// The bar over all pages: whose shop this is, how the parts are in words, who I am, the menu. While the sample
/// shop is open its ground is hatched and the word SAMPLE stands in it (workspace 3.3). Trouble is said in it too, in
/// place of the health words: a bar that came in between would push the page away under the pointer.
class TopBar final : public QWidget {
    Q_OBJECT
public:
    TopBar(Look look, QMenu& menu, QWidget* parent = nullptr);

    void setShopName(const QString& name);
    void setOperator(const QString& name);
    void setSample(bool open);
    void setHealth(const HealthSnapshot& snapshot, bool hasChannel);
    /// Says the trouble while it is shown; its owner shows and hides it.
    void addNotice(NoticeBar& notice);
    void retranslate();

signals:
    void healthChosen();

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void writeNames();
    void fitHeight();

    QString m_shopName;
    QString m_operator;
    bool m_sample = false;
    NoticeBar* m_notice = nullptr;
    FittingRow* m_row;
    ElidedLabel* m_shop;
    Chip* m_sampleWord;
    HealthStrip* m_health;
    ElidedLabel* m_me;
    GlyphButton* m_menu;
};

}  // namespace tongdai
