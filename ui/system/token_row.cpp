#include "ui/system/token_row.h"

#include "ui/common/widgets/copy_button.h"
#include "ui/common/widgets/role_label.h"

#include <QBoxLayout>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

// The same for every secret: its length tells nothing.
constexpr int kMaskLength = 24;

}  // namespace

TokenRow::TokenRow(QWidget* parent)
    : QWidget(parent),
      m_name(new RoleLabel(TextRole::List)),
      m_text(new RoleLabel(TextRole::Mono, ColorRole::SecondaryText)),
      m_show(new QPushButton),
      m_copy(new CopyButton([this] { return m_secret; }))
{
    m_text->setTextFormat(Qt::PlainText);
    m_text->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    auto* column = new QVBoxLayout;
    column->setSpacing(2);
    column->addWidget(m_name);
    column->addWidget(m_text);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addLayout(column, 1);
    row->addWidget(m_show);
    row->addWidget(m_copy);
    connect(m_show, &QPushButton::clicked, this, [this] { setShown(!m_shown); });
    retranslate();
}

void TokenRow::setName(const QString& name)
{
    m_name->setText(name);
    retranslate();
}

void TokenRow::setSecret(const QString& secret)
{
    m_secret = secret;
    retranslate();
}

void TokenRow::retranslate()
{
    const bool known = !m_secret.isEmpty();
    const QString mask(kMaskLength, u'•');
    m_text->setText(!known ? tr("not set") : m_shown ? m_secret : mask);
    m_text->setAccessibleName(known ? tr("hidden") : tr("not set"));
    m_text->setTextInteractionFlags(m_shown ? Qt::TextSelectableByMouse : Qt::NoTextInteraction);
    m_show->setText(m_shown ? tr("Hide") : tr("Show"));
    m_show->setAccessibleName(m_show->text() + u' ' + m_name->text());
    m_show->setEnabled(known);
    m_copy->setEnabled(known);
    m_copy->retranslate();
    m_copy->setAccessibleName(m_copy->text() + u' ' + m_name->text());
}

void TokenRow::setShown(bool shown)
{
    m_shown = shown;
    retranslate();
}

// Whoever comes back to the page must ask again.
void TokenRow::hideEvent(QHideEvent* event)
{
    setShown(false);
    QWidget::hideEvent(event);
}

}  // namespace tongdai
