#pragma once

#include "engine/api/system_status.h"

#include <QWidget>

class QPushButton;

namespace tongdai {

class RoleLabel;

/// Opens and removes the sample shop; says what each does before it is pressed.
class SampleShopBox final : public QWidget {
    Q_OBJECT
public:
    explicit SampleShopBox(api::SampleShop& shop, QWidget* parent = nullptr);
    void retranslate();

private:
    void press();
    void showFailure(const QString& cause);
    void settle();

    api::SampleShop& m_shop;
    QString m_failure;
    bool m_asked = false;
    RoleLabel* m_words;
    RoleLabel* m_error;
    QPushButton* m_button;
};

}  // namespace tongdai
