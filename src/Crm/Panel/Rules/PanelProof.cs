using System.Globalization;
using Entente.Crm.Port;
using Entente.Platform.Values;

namespace Entente.Crm.Panel.Rules;

/// <summary>What a proof is worth.</summary>
internal enum ProofVerdict
{
    Good,

    /// <summary>Not used for half an hour, or opened half a day ago.</summary>
    Expired,

    /// <summary>Given by another workspace.</summary>
    Elsewhere,
}

/// <summary>
/// What the forms of an open panel carry in place of a cookie, which a browser keeps back from a framed page: who looks at which
/// record of which connection. It travels sealed, so nobody can make or change one; each use gives a new one.
/// </summary>
/// <param name="CrmId">The record's id in the CRM.</param>
/// <param name="Opened">When the CRM vouched for the person; no renewal goes beyond <see cref="AtMost"/> of it.</param>
internal sealed record PanelProof(
    WorkspaceId Workspace,
    CrmConnectionId Connection,
    PersonId Person,
    CrmObject Kind,
    string CrmId,
    DateTimeOffset Opened,
    DateTimeOffset Expires
)
{
    public static readonly TimeSpan Idle = TimeSpan.FromMinutes(30);
    public static readonly TimeSpan AtMost = TimeSpan.FromHours(12);

    private const string Version = "1";

    public static PanelProof Open(
        WorkspaceId workspace,
        CrmConnectionId connection,
        PersonId person,
        CrmObject kind,
        string crmId,
        DateTimeOffset now
    ) => new(workspace, connection, person, kind, crmId, now, now + Idle);

    public PanelProof Renew(DateTimeOffset now) => this with { Expires = now + Idle < Opened + AtMost ? now + Idle : Opened + AtMost };

    public ProofVerdict Judge(WorkspaceId asked, DateTimeOffset now) =>
        asked != Workspace ? ProofVerdict.Elsewhere
        : Expires <= now ? ProofVerdict.Expired
        : ProofVerdict.Good;

    /// <summary>Eight parts between bars: version, workspace, connection, person, kind, record, opened, expires (epoch milliseconds).</summary>
    public string Text() =>
        string.Join(
            '|',
            Version,
            Workspace.Value.ToString("N"),
            Connection.Value.ToString("N"),
            Person.Value.ToString("N"),
            Kind,
            CrmId,
            Opened.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture),
            Expires.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture)
        );

    /// <summary>Null for anything else than what <see cref="Text"/> writes.</summary>
    public static PanelProof? Read(string text)
    {
        if (
            text.Split('|')
            is not [Version, var workspace, var connection, var person, var kind, { Length: > 0 } crmId, var opened, var expires]
        )
            return null;
        PanelProof? read =
            Guid.TryParseExact(workspace, "N", out var w)
            && Guid.TryParseExact(connection, "N", out var c)
            && Guid.TryParseExact(person, "N", out var p)
            && Enum.TryParse<CrmObject>(kind, out var of)
            && Instant(opened) is { } at
            && Instant(expires) is { } until
                ? new(new(w), new(c), new(p), of, crmId, at, until)
                : null;
        // One proof, one text: a kind by its number, or a number with a sign, is not what was written.
        return read?.Text() == text ? read : null;
    }

    private static DateTimeOffset? Instant(string milliseconds) =>
        long.TryParse(milliseconds, NumberStyles.None, CultureInfo.InvariantCulture, out var ms) && ms < 253_402_300_800_000
            ? DateTimeOffset.FromUnixTimeMilliseconds(ms)
            : null;
}
