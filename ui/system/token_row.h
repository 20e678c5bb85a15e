#pragma once

#include <QWidget>

class QPushButton;

namespace tongdai {

class CopyButton;
class ElidedLabel;
class RoleLabel;

/// A secret: masked until "Show", copied without being shown. Its text goes nowhere else: not to the log, not to the
/// accessible name.
class TokenRow final : public QWidget {
    Q_OBJECT
public:
    explicit TokenRow(QWidget* parent = nullptr);
    void setName(const QString& name);
    void setSecret(const QString& secret);
    void retranslate();

protected:
    void hideEvent(QHideEvent* event) override;

private:
    void setShown(bool shown);

    QString m_secret;
    bool m_shown = false;
    RoleLabel* m_name;
    RoleLabel* m_text;
    QPushButton* m_show;
    CopyButton* m_copy;
};

}  // namespace tongdai
