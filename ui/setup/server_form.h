#pragma once

#include "engine/api/setup.h"

#include <QWidget>

class QCheckBox;
class QGridLayout;
class QLineEdit;

namespace tongdai {

class RoleLabel;

/// The fields of one server. A saved password is never shown: its field stays empty and says that one is kept.
class ServerForm final : public QWidget {
    Q_OBJECT
public:
    explicit ServerForm(QWidget* parent = nullptr);

    /// What the fields start with. `saved` empty: the usual values of this kind.
    void setServer(api::ConnectionForm::Kind kind, const std::optional<api::SetupState::Server>& saved);
    api::ConnectionForm form() const;
    /// What is missing; empty: it can be tried.
    QString problem() const;
    void retranslate();

signals:
    void edited();

private:
    RoleLabel* addField(QGridLayout& grid, int line, QWidget* editor);

    api::ConnectionForm::Kind m_kind = api::ConnectionForm::Kind::Postgres;
    bool m_hasPassword = false;
    QLineEdit* m_host;
    QLineEdit* m_port;
    QLineEdit* m_database;
    QLineEdit* m_number;
    QLineEdit* m_user;
    QLineEdit* m_password;
    QCheckBox* m_tls;
    QLineEdit* m_authority;
    RoleLabel* m_hostName;
    RoleLabel* m_portName;
    RoleLabel* m_databaseName;
    RoleLabel* m_userName;
    RoleLabel* m_passwordName;
    RoleLabel* m_authorityName;
};

}  // namespace tongdai
