#pragma once

#include "engine/api/erasure.h"
#include "ui/setup/setup_section.h"

class QPushButton;
class QTableWidget;

namespace tongdai {

class Card;
class RoleLabel;

/// Everybody who asked to be erased and is not yet, with by when the answer and the erasure are due (features F12);
/// each opens its erasure. Asked for whenever the section is shown. GUI thread.
class ErasureRequestsSection final : public SetupSection {
    Q_OBJECT
public:
    ErasureRequestsSection(api::Erasures& erasures, Look look, QWidget* parent = nullptr);
    QString title() const override { return tr("Requests for erasure"); }
    void readState() override {}
    void retranslate() override;

protected:
    void showEvent(QShowEvent* event) override;

private:
    void ask();
    void take(const api::Answer<std::vector<OpenErasure>>& answer);
    void fillTable();
    void openChosen();
    QString sentence() const;

    api::Erasures& m_erasures;
    Look m_look;
    std::vector<OpenErasure> m_open;
    bool m_isKnown = false;
    QString m_trouble;
    api::NewestAnswer m_asking;
    Card* m_card;
    RoleLabel* m_words;
    QTableWidget* m_table;
    QPushButton* m_openOne;
};

}  // namespace tongdai
