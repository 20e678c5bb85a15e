#include "ui/live/live_page.h"

#include "ui/common/screen_settings.h"
#include "ui/live/conversation_pane.h"

#include <QBoxLayout>
#include <QSplitter>

namespace tongdai {

using namespace Qt::StringLiterals;

class LivePage::Parts {
public:
    Parts(LivePage& page, api::Desk& desk, const Look& look)
        : splitter(new QSplitter(Qt::Horizontal)), conversations(new ConversationPane(desk, look))
    {
        splitter->setObjectName(u"live"_s);
        splitter->addWidget(conversations);
        auto* layout = new QVBoxLayout(&page);
        layout->setContentsMargins({});
        layout->addWidget(splitter);
        connect(conversations, &ConversationPane::needsMeChanged, &page, &LivePage::badgeChanged);
        connect(conversations, &ConversationPane::sampleShopWanted, &page, &LivePage::sampleShopWanted);
    }
    QSplitter* splitter;
    ConversationPane* conversations;
};

LivePage::LivePage(api::Desk& desk, Look look, QWidget* parent)
    : Page(parent), m_parts(std::make_unique<Parts>(*this, desk, look))
{
}

LivePage::~LivePage() = default;

QString LivePage::title() const
{
    return tr("Live");
}

QList<KeyLine> LivePage::extraKeys() const
{
    return {};
}

void LivePage::saveLayout(ScreenSettings& settings) const
{
    settings.setLayout(m_parts->splitter->objectName(), m_parts->splitter->saveState());
}

void LivePage::restoreLayout(const ScreenSettings& settings)
{
    m_parts->splitter->restoreState(settings.layout(m_parts->splitter->objectName()));
}

void LivePage::focusFirst()
{
    setFocus();
}

void LivePage::open(const ConversationId& conversation)
{
    m_parts->conversations->select(conversation);
}

}  // namespace tongdai
