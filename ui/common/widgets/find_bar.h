#pragma once

#include <QWidget>

class QLineEdit;

namespace tongdai {

class GlyphButton;
class RoleLabel;

/// A slim bar to find words in a conversation: a field, how many there are, one older, one newer, and away with it.
/// Hidden at first. GUI thread.
class FindBar final : public QWidget {
    Q_OBJECT
public:
    /// `name`: of the field; those of the other parts begin with it.
    explicit FindBar(const QString& name, QWidget* parent = nullptr);

    QString text() const;
    void focusBox();
    /// "3 / 17"; empty: nothing is looked for.
    void setCount(const QString& words);

signals:
    void textChanged(QString text);
    /// 1: to an older one, -1: to a newer one.
    void stepWanted(int forward);
    void closeWanted();

protected:
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    bool takeKey(int key, Qt::KeyboardModifiers modifiers);
    void retranslate();

    QLineEdit* m_box;
    RoleLabel* m_count;
    GlyphButton* m_older;
    GlyphButton* m_newer;
    GlyphButton* m_close;
};

}  // namespace tongdai
