using Entente.Access;
using Entente.Onboarding.Aim;
using Entente.Onboarding.Model;
using Entente.Onboarding.Rules;
using Entente.Onboarding.Show;
using Entente.Partners;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Onboarding.Portal;

/// <summary>An agreement for the partner who looks.</summary>
/// <param name="Accepted">The highest version that its company accepted; 0: none.</param>
public sealed record OwnAgreement(
    AgreementId Id,
    string Name,
    AgreementStanding Standing,
    int Accepted,
    DateTimeOffset? AcceptedAt,
    bool Ended
)
{
    public bool Waits => Standing.Waits;
}

/// <summary>One version of it, to read.</summary>
/// <param name="Note">What changed since the version before; empty for the first.</param>
/// <param name="AcceptedBy">Who of the company accepted this version, and when; the name is null for somebody who is no longer known.</param>
/// <param name="Others">Other versions that they may read: the one that waits, and those they accepted.</param>
public sealed record OwnAgreementView(
    OwnAgreement Line,
    int Number,
    string Text,
    string Hash,
    string Note,
    DateOnly EffectiveOn,
    (string? Name, DateTimeOffset At)? AcceptedBy,
    IReadOnlyList<int> Others
);

/// <summary>
/// The agreements of the partner who asks: what waits for it, and what it accepted. Drafts, versions for others and other companies' acceptances are not
/// there. A text is for everybody of the company; accepting it is for who may.
/// </summary>
public sealed class OwnAgreements(
    EntenteDb db,
    Actor actor,
    PartnersApi partners,
    AccessApi access,
    Addressees addressees,
    Workspaces workspaces,
    TimeProvider clock
)
{
    /// <summary>Signed in, not through a link that anybody may forward.</summary>
    public bool MayAccept =>
        PartnerRights.May(actor, PartnerRights.Agree) && actor is { Channel: Channel.Web, Person: not null, OwnOnly: false };

    /// <summary>Whether they see the way to accept; whoever only views as them sees it too.</summary>
    public bool SeesAccepting =>
        PartnerRights.Holds(actor, PartnerRights.Agree) && actor is { Channel: Channel.Web, Person: not null, OwnOnly: false };

    /// <summary>What waits first, then by name.</summary>
    public async Task<IReadOnlyList<OwnAgreement>> List(CancellationToken ct) =>
        [
            .. (await Mine(null, ct))
                .Select(m => m.Line)
                .OrderByDescending(l => l.Standing.Shut)
                .ThenByDescending(l => l.Waits)
                .ThenBy(l => l.Name, StringComparer.OrdinalIgnoreCase),
        ];

    /// <param name="version">Null: the one that waits, else the one they accepted last.</param>
    public async Task<OwnAgreementView?> Load(AgreementId id, int? version, CancellationToken ct)
    {
        if ((await Mine(id, ct)).SingleOrDefault() is not { } mine)
            return null;
        var readable = mine.Acceptances.Select(a => a.Number).Concat(mine.Line.Standing.Offered is { } o ? [o] : []).Distinct().ToList();
        var number = version ?? mine.Line.Standing.Offered ?? mine.Line.Accepted;
        if (!readable.Contains(number))
            return null;
        var text = await db.Set<AgreementVersion>().AsNoTracking().SingleAsync(v => v.AgreementId == id && v.Number == number, ct);
        var sheet = text.Read();
        (string?, DateTimeOffset)? by = null;
        if (mine.Acceptances.SingleOrDefault(a => a.Number == number) is { } acceptance)
        {
            // Who else is on the team is not for a restricted colleague.
            var people = await access.People(actor.OwnOnly ? [] : [acceptance.PersonId], ct);
            by = (people.GetValueOrDefault(acceptance.PersonId)?.Name, acceptance.At);
        }
        return new(
            mine.Line,
            number,
            sheet.Text,
            text.Hash,
            number > 1 ? sheet.Note : "",
            text.EffectiveOn,
            by,
            [.. readable.Where(n => n != number).OrderDescending()]
        );
    }

    /// <summary>Who of the company may accept, in a sentence.</summary>
    public async Task<string> Who(CancellationToken ct)
    {
        if (actor.Partner is not { } partner)
            return "";
        if (actor.OwnOnly)
            return "An admin of your company can do that, signed in to the portal.";
        var names = (await access.PartnerPeople(partner, ct)).Where(MayAgree).Select(m => m.Person.Name).ToList();
        return names.Count switch
        {
            0 => "Nobody of your company may accept it yet: ask your partner manager for an admin.",
            1 => $"{names[0]} can do that, signed in to the portal.",
            _ => $"{string.Join(", ", names[..^1].Take(3))} or {names[^1]} can do that, signed in to the portal.",
        };
    }

    internal static bool MayAgree(MemberCard member) =>
        member is { Active: true, Restricted: false, PartnerRole: { } role } && PartnerRights.Of(role).Contains(PartnerRights.Agree);

    private async Task<IReadOnlyList<Own>> Mine(AgreementId? only, CancellationToken ct)
    {
        if (actor is not { Kind: ActorKind.Partner, Partner: { } partner })
            return [];
        var all = await db.Set<Agreement>().AsNoTracking().Where(a => a.Number > 0 && (only == null || a.Id == only)).ToListAsync(ct);
        if (all.Count == 0 || await partners.Get(partner, ct) is not { } card)
            return [];
        var ids = all.ConvertAll(a => a.Id);
        var versions = await AgreementVersion.Terms(db, ids, ct);
        // The rows' own filter leaves those of this partner.
        var accepted = (
            await db.Set<AgreementAcceptance>().AsNoTracking().Where(a => ids.Contains(a.AgreementId)).ToListAsync(ct)
        ).ToLookup(a => a.AgreementId);
        var who = (await addressees.Of(versions.SelectMany(v => v).Select(v => v.For), partner, ct))(card);
        var today = (await workspaces.Get(db.Workspace, ct)).DayOf(clock.GetUtcNow());
        return
        [
            .. all.Select(a => Make(a, [.. versions[a.Id]], [.. accepted[a.Id]], card, who, today))
                .Where(o => o.Line.Waits || o.Line.Accepted > 0),
        ];
    }

    private static Own Make(
        Agreement agreement,
        IReadOnlyList<VersionTerms> versions,
        IReadOnlyList<AgreementAcceptance> accepted,
        PartnerCard card,
        Addressee who,
        DateOnly today
    )
    {
        var last = accepted.MaxBy(a => a.Number);
        var standing = AgreementsQuery.Standing(agreement, versions, card, who, last?.Number ?? 0, today);
        return new(new(agreement.Id, agreement.Name, standing, last?.Number ?? 0, last?.At, agreement.EndedAt is not null), accepted);
    }

    private sealed record Own(OwnAgreement Line, IReadOnlyList<AgreementAcceptance> Acceptances);
}
