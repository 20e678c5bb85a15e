#include "ui/system/sample_shop_box.h"

#include "ui/common/widgets/role_label.h"
#include "ui/common/words/cause_words.h"

#include <QBoxLayout>
#include <QPushButton>

namespace tongdai {

using namespace Qt::StringLiterals;

SampleShopBox::SampleShopBox(api::SampleShop& shop, QWidget* parent)
    : QWidget(parent),
      m_shop(shop),
      m_words(new RoleLabel(TextRole::List, ColorRole::SecondaryText)),
      m_error(new RoleLabel(TextRole::List, ColorRole::Danger)),
      m_button(new QPushButton)
{
    m_words->setWordWrap(true);
    m_error->setWordWrap(true);
    m_error->setTextFormat(Qt::PlainText);
    m_button->setObjectName(u"sampleShop"_s);
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(8);
    rows->addWidget(m_words);
    rows->addWidget(m_error);
    rows->addWidget(m_button, 0, Qt::AlignLeft);
    connect(m_button, &QPushButton::clicked, this, &SampleShopBox::press);
    connect(&shop, &api::SampleShop::changed, this, &SampleShopBox::settle);
    connect(&shop, &api::SampleShop::failed, this, &SampleShopBox::showFailure);
    retranslate();
}

void SampleShopBox::retranslate()
{
    const bool open = m_shop.isOpen();
    m_words->setText(open ? tr("The sample shop is open. Its conversations are marked everywhere; removing it takes "
                               "away exactly those.")
                          : tr("Made-up conversations to try everything with. They are marked everywhere and removed "
                               "in one press; your own are never touched."));
    m_button->setText(open ? tr("Remove the sample shop") : tr("Open the sample shop"));
    m_button->setEnabled(!m_asked);
    m_error->setText(m_failure.isEmpty() ? QString() : tr("That did not work: %1").arg(CauseWords::of(m_failure)));
    m_error->setVisible(!m_failure.isEmpty());
}

void SampleShopBox::press()
{
    m_failure.clear();
    m_asked = true;
    retranslate();
    // May answer within the call.
    if (m_shop.isOpen())
        m_shop.remove();
    else
        m_shop.open();
}

void SampleShopBox::showFailure(const QString& cause)
{
    m_failure = cause;
    m_asked = false;
    retranslate();
}

void SampleShopBox::settle()
{
    m_failure.clear();
    m_asked = false;
    retranslate();
}

}  // namespace tongdai
