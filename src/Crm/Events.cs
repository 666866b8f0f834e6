using Entente.Crm.Port;
using Entente.Platform.Outbox;
using Entente.Platform.Values;

namespace Entente.Crm;

/// <summary>An account was made, changed or removed in the CRM. Not told during the first load.</summary>
/// <param name="ByEntente">True when it is only the echo of what Entente wrote.</param>
[EventName("crm.account_changed")]
public sealed record CrmAccountChanged(AccountId Account, bool Deleted, bool ByEntente) : IEvent
{
    public SubjectRef Subject => new("account", Account.Value);
}

/// <summary>A contact was made, changed or removed in the CRM. Not told during the first load.</summary>
[EventName("crm.contact_changed")]
public sealed record CrmContactChanged(ContactId Contact, bool Deleted, bool ByEntente) : IEvent
{
    public SubjectRef Subject => new("contact", Contact.Value);
}

/// <summary>A lead that a form with a partner's hidden field left, or that changed since. Not told during the first load.</summary>
[EventName("crm.lead_left_by_form")]
public sealed record CrmLeadLeftByForm(CrmConnectionId Connection, string CrmId) : IEvent
{
    public SubjectRef Subject => new("crm_connection", Connection.Value);
}

/// <summary>A deal was made, changed or removed in the CRM, and <see cref="Mirror.ICrmBinding"/> has applied it. Not told during the first load.</summary>
[EventName("crm.deal_changed")]
public sealed record CrmDealChanged(CrmConnectionId Connection, string CrmId, bool Deleted, bool ByEntente) : IEvent
{
    public SubjectRef Subject => new("crm_connection", Connection.Value);
}

/// <summary>
/// A record was merged into another one in the CRM: whoever keeps the old id means the survivor from now on. Told once per merge, for
/// accounts, contacts and deals.
/// </summary>
[EventName("crm.merged")]
public sealed record CrmMerged(CrmConnectionId Connection, CrmObject Kind, string OldId, string Survivor) : IEvent
{
    public SubjectRef Subject => new("crm_connection", Connection.Value);
}

/// <summary>
/// A person said that two companies are the same or different, or took it back; each by its <c>CompanyMark</c>. What holds is asked of
/// <c>CompanyVerdicts</c>.
/// </summary>
[EventName("crm.companies_judged")]
public sealed record CompaniesJudged(CompanyVerdictId Verdict, string Left, string Right) : IEvent
{
    public SubjectRef Subject => new("company_verdict", Verdict.Value);
}

/// <summary>A person changed the list of sites that prove nothing; what holds is asked of <see cref="CrmApi.Sites"/>.</summary>
/// <param name="Host">Lower-case ASCII.</param>
[EventName("crm.sites_changed")]
public sealed record SitesChanged(SiteChoiceId Choice, string Host) : IEvent
{
    public SubjectRef Subject => new("site_choice", Choice.Value);
}

/// <summary>The first load is through: the mirror is whole.</summary>
[EventName("crm.mirror_complete")]
public sealed record CrmMirrorComplete(CrmConnectionId Connection) : IEvent
{
    public SubjectRef Subject => new("crm_connection", Connection.Value);
}

/// <summary>The CRM refuses our credentials; nothing is read or written until an admin acts.</summary>
[EventName("crm.connection_broken")]
public sealed record CrmConnectionBroken(CrmConnectionId Connection, string Trouble) : IEvent
{
    public SubjectRef Subject => new("crm_connection", Connection.Value);
}

/// <summary>A write-back is in the CRM; not told of quiet ones. <paramref name="CrmIds"/>: the CRM's ids by Entente id.</summary>
[EventName("crm.written")]
public sealed record CrmWritten(
    SubjectRef Subject,
    CrmWriteId Write,
    CrmConnectionId Connection,
    IReadOnlyDictionary<string, string> CrmIds
) : IEvent;

/// <summary>A write-back waits in the error queue for a person.</summary>
[EventName("crm.write_failed")]
public sealed record CrmWriteFailed(SubjectRef Subject, CrmWriteId Write, CrmConnectionId Connection, string Code, string Message) : IEvent;

/// <summary>The CRM's fields or stages changed in a way that concerns the mapping. <paramref name="What"/>: a sentence each, naming what is affected.</summary>
[EventName("crm.schema_drifted")]
public sealed record CrmSchemaDrifted(CrmConnectionId Connection, IReadOnlyList<string> What) : IEvent
{
    public SubjectRef Subject => new("crm_connection", Connection.Value);
}
