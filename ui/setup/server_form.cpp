#include "ui/setup/server_form.h"

#include "ui/common/widgets/role_label.h"

#include <QCheckBox>
#include <QGridLayout>
#include <QHostAddress>
#include <QIntValidator>
#include <QLineEdit>

namespace tongdai {

using namespace Qt::StringLiterals;
using api::ConnectionForm;
using Kind = ConnectionForm::Kind;

namespace {

int usualPort(Kind kind)
{
    switch (kind) {
        case Kind::Postgres: return 5432;
        case Kind::MySql: return 3306;
        default: return 6379;
    }
}

}  // namespace

ServerForm::ServerForm(QWidget* parent)
    : QWidget(parent),
      m_host(new QLineEdit),
      m_port(new QLineEdit),
      m_database(new QLineEdit),
      m_number(new QLineEdit),
      m_user(new QLineEdit),
      m_password(new QLineEdit),
      m_tls(new QCheckBox),
      m_authority(new QLineEdit)
{
    m_host->setObjectName(u"host"_s);
    m_port->setObjectName(u"port"_s);
    m_database->setObjectName(u"database"_s);
    m_user->setObjectName(u"user"_s);
    m_password->setObjectName(u"password"_s);
    m_password->setEchoMode(QLineEdit::Password);
    m_port->setValidator(new QIntValidator(1, 65535, this));
    m_number->setValidator(new QIntValidator(0, 1023, this));
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(8);
    grid->setColumnStretch(1, 1);
    m_hostName = addField(*grid, 0, m_host);
    m_portName = addField(*grid, 1, m_port);
    m_databaseName = addField(*grid, 2, m_database);
    grid->addWidget(m_number, 2, 1);
    m_userName = addField(*grid, 3, m_user);
    m_passwordName = addField(*grid, 4, m_password);
    grid->addWidget(m_tls, 5, 1);
    m_authorityName = addField(*grid, 6, m_authority);
    m_authority->setObjectName(u"authority"_s);
    for (QLineEdit* edit : {m_host, m_port, m_database, m_number, m_user, m_password, m_authority})
        connect(edit, &QLineEdit::textEdited, this, &ServerForm::edited);
    connect(m_tls, &QCheckBox::toggled, this, &ServerForm::edited);
    connect(m_tls, &QCheckBox::toggled, this, [this](bool isOn) {
        m_authority->setVisible(isOn);
        m_authorityName->setVisible(isOn);
    });
}

RoleLabel* ServerForm::addField(QGridLayout& grid, int line, QWidget* editor)
{
    auto* name = new RoleLabel(TextRole::List, ColorRole::SecondaryText);
    name->setBuddy(editor);
    grid.addWidget(name, line, 0);
    grid.addWidget(editor, line, 1);
    return name;
}

void ServerForm::setServer(Kind kind, const std::optional<api::SetupState::Server>& saved)
{
    const QSignalBlocker quiet(this);
    m_kind = kind;
    m_hasPassword = saved && saved->hasPassword;
    const ConnectionForm form = saved ? saved->form : ConnectionForm();
    m_host->setText(form.host);
    m_port->setText(QString::number(form.port != 0 ? form.port : usualPort(kind)));
    m_database->setText(form.database.isEmpty() ? u"tongdai"_s : form.database);
    m_number->setText(QString::number(form.redisDatabase));
    m_user->setText(!saved && kind != Kind::Redis ? u"tongdai"_s : form.user);
    m_password->clear();
    const bool isRedis = kind == Kind::Redis;
    m_tls->setChecked(saved ? form.tls : !isRedis);
    m_authority->setText(form.caFile);
    m_authority->setVisible(m_tls->isChecked());
    m_authorityName->setVisible(m_tls->isChecked());
    m_database->setVisible(!isRedis);
    m_number->setVisible(isRedis);
    retranslate();
}

ConnectionForm ServerForm::form() const
{
    ConnectionForm form;
    form.kind = m_kind;
    form.host = m_host->text().trimmed();
    form.port = m_port->text().toUShort();
    form.database = m_kind == Kind::Redis ? QString() : m_database->text().trimmed();
    form.redisDatabase = m_number->text().toInt();
    form.user = m_user->text().trimmed();
    form.password = m_password->text();
    form.keepsPassword = m_hasPassword && m_password->text().isEmpty();
    form.tls = m_tls->isChecked();
    form.caFile = form.tls ? m_authority->text().trimmed() : QString();
    return form;
}

QString ServerForm::problem() const
{
    const ConnectionForm asked = form();
    const bool isHere =
        asked.host.startsWith(u'/') || asked.host == "localhost"_L1 || QHostAddress(asked.host).isLoopback();
    if (asked.kind != Kind::MySql || !asked.tls || isHere || !asked.caFile.isEmpty()) return {};
    return tr(
        "For an encrypted connection to MySQL, name the file of the authority that signed its certificate. In a "
        "network of "
        "your own you may switch encryption off instead.");
}

void ServerForm::retranslate()
{
    m_hostName->setText(tr("Address"));
    m_host->setPlaceholderText(tr("name or IP address, for example 192.168.1.20"));
    m_portName->setText(tr("Port"));
    m_databaseName->setText(m_kind == Kind::Redis ? tr("Database number") : tr("Database"));
    m_userName->setText(tr("User"));
    m_user->setPlaceholderText(m_kind == Kind::Redis ? tr("empty: the usual one") : QString());
    m_passwordName->setText(tr("Password"));
    m_password->setPlaceholderText(m_hasPassword ? tr("saved; type only to change it") : QString());
    m_tls->setText(m_kind == Kind::Redis ? tr("Encrypted connection (TLS)") : tr("Encrypted between computers (TLS)"));
    m_authorityName->setText(tr("Authority (CA file)"));
    m_authority->setPlaceholderText(m_kind == Kind::MySql ? tr("PEM file of the server's certificate authority")
                                                          : tr("empty: those of this computer"));
    m_number->setAccessibleName(m_databaseName->text());
}

}  // namespace tongdai
