namespace Entente.Crm.Port;

/// <summary>One entry on a record's timeline in the CRM, for people to read.</summary>
/// <param name="Kind"><see cref="CrmObject.Note"/>, Task, Email or Meeting.</param>
/// <param name="At">When it happened; for a task when it is due.</param>
/// <param name="Body">Plain text; markup is taken out. Null when there is none.</param>
/// <param name="OwnerId">The CRM's id of whose it is.</param>
/// <param name="Incoming">A mail that came from outside the vendor.</param>
/// <param name="Open">A task that is not done.</param>
/// <param name="ByEntente">Entente wrote it.</param>
public sealed record CrmActivity(
    CrmObject Kind,
    string Id,
    DateTimeOffset At,
    string? Subject,
    string? Body,
    string? OwnerId,
    bool Incoming,
    bool Open,
    bool ByEntente,
    string Url
);
