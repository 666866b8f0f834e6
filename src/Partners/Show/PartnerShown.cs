using System.Security.Cryptography;
using Entente.Access;
using Entente.Crm;
using Entente.Partners.Links;
using Entente.Partners.Model;
using Entente.Partners.Step;
using Entente.Platform.Data;
using Entente.Platform.Secrets;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Partners.Show;

/// <summary>Everything the page of a partner shows of this room.</summary>
/// <param name="Version">Rises with each change of the partner.</param>
public sealed record PartnerView(
    PartnerCard Card,
    PersonCard? Manager,
    DateTimeOffset TierSince,
    IReadOnlyList<string> Territories,
    IReadOnlyList<MemberCard> People,
    IReadOnlyList<LinkRow> Links,
    IReadOnlyList<LifeEntry> Life,
    IReadOnlyList<PartnerStatus> Next,
    IReadOnlyList<PartnerSection> Sections
)
{
    public int ActivePeople => People.Count(p => p.Active);

    /// <summary>Its own company in the CRM; null: nobody has said which.</summary>
    public AccountCard? Company { get; init; }

    /// <summary>What is looked at before it ends; null: it is not about to, or the reader may not end it.</summary>
    public IReadOnlyList<LeavingLine>? Leaving { get; init; }

    /// <summary>A CRM is connected, so that it can have a company there.</summary>
    public bool HasCrm { get; init; }
}

/// <param name="Address">To hand out; null for whoever may not manage partners, for a link that opens nothing any more, and when its key is lost.</param>
public sealed record LinkRow(Guid Id, string Person, DateTimeOffset IssuedAt, DateTimeOffset ExpiresAt, LinkState State, string? Address)
{
    /// <summary>For the hidden field of a form in the CRM; null where there is no address to hand out either.</summary>
    public string? FormToken { get; init; }
}

/// <summary>A step of the partner's life, a placement, or that somebody else looks after it.</summary>
public sealed record LifeEntry(DateTimeOffset At, string Title, string Reason, string? By);

/// <summary>Reads one partner for its page.</summary>
public sealed class PartnerShown(
    EntenteDb db,
    Actor actor,
    PartnersApi partners,
    CrmApi crm,
    AccessApi access,
    SecretBox secrets,
    FormTokens tokens,
    IEnumerable<IPartnerSection> sections,
    LeavingChecks leaving,
    TimeProvider clock
)
{
    private const int MostLinks = 50;

    public async Task<PartnerView?> Load(PartnerId id, CancellationToken ct)
    {
        if (await partners.Get(id, ct) is not { } card)
            return null;
        var territories = await (
            from own in db.Set<PartnerTerritory>()
            join t in db.Set<Territory>() on new { own.WorkspaceId, Id = own.TerritoryId } equals new { t.WorkspaceId, t.Id }
            where own.PartnerId == id
            orderby t.Name
            select t.Name
        ).ToListAsync(ct);
        var tierSince = await (
            from e in db.Set<Enrollment>()
            join p in db.Set<Program>() on new { e.WorkspaceId, Id = e.ProgramId } equals new { p.WorkspaceId, p.Id }
            where e.PartnerId == id && p.IsDefault
            select e.TierSince
        ).SingleAsync(ct);
        var people = await access.PartnerPeople(id, ct);
        var manager = card.Manager is { } m ? (await access.People([m], ct)).GetValueOrDefault(m) : null;
        var links = await Links(id, people, ct);
        var life = await Life(id, ct);
        return new(card, manager, tierSince, territories, people, links, life, Rules.Lifecycle.After(card.Status), await Sections(id, ct))
        {
            Company = card.Account is { } company ? (await crm.Accounts([company], ct)).SingleOrDefault() : null,
            Leaving =
                Rules.Lifecycle.MayFollow(card.Status, PartnerStatus.Ended) && Rights.MayManage(actor) ? await leaving.Of(id, ct) : null,
            HasCrm = await crm.Connection(ct) is not null,
        };
    }

    private async Task<List<LinkRow>> Links(PartnerId id, IReadOnlyList<MemberCard> people, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var names = people.ToDictionary(p => p.Person.Id, p => p.Person.Name);
        var rows = await db.Set<RegistrationLink>()
            .AsNoTracking()
            .Where(l => l.PartnerId == id)
            .OrderByDescending(l => l.IssuedAt)
            .Take(MostLinks)
            .ToListAsync(ct);
        return [.. rows.Select(l => Row(l, names.GetValueOrDefault(l.PersonId, ""), now))];
    }

    private LinkRow Row(RegistrationLink link, string person, DateTimeOffset now)
    {
        var state =
            link.RevokedAt is not null ? LinkState.Revoked
            : link.ExpiresAt <= now ? LinkState.Expired
            : LinkState.Good;
        var mayHandOut = state is LinkState.Good && Rights.MayManage(actor);
        var address = mayHandOut ? Open(link) : null;
        return new(link.Id.Value, person, link.IssuedAt, link.ExpiresAt, state, address)
        {
            FormToken = mayHandOut ? tokens.Of(link.Id.Value) : null,
        };
    }

    // Restored without its keys, the link still opens; only its address cannot be read again.
    private string? Open(RegistrationLink link)
    {
        try
        {
            return secrets.Open(IssueRegistrationLink.Purpose, link.ClosedAddress);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private async Task<List<LifeEntry>> Life(PartnerId id, CancellationToken ct)
    {
        var steps = await db.Set<StatusChange>().AsNoTracking().Where(s => s.PartnerId == id).ToListAsync(ct);
        var tiers = await db.Set<TierChange>().AsNoTracking().Where(t => t.PartnerId == id).ToListAsync(ct);
        var hands = await db.Set<HandOver>().AsNoTracking().Where(h => h.PartnerId == id).ToListAsync(ct);
        var names = await access.People(
            [
                .. steps
                    .Select(s => s.By)
                    .Concat(tiers.Select(t => t.By))
                    .Concat(hands.SelectMany(h => new[] { h.By, h.From, h.To }))
                    .OfType<PersonId>()
                    .Distinct(),
            ],
            ct
        );
        return
        [
            .. steps
                .Select(s => new LifeEntry(s.At, $"{s.From.Words()} → {s.To.Words()}", s.Reason, Name(s.By)))
                .Concat(tiers.Select(t => new LifeEntry(t.At, $"{t.From.Words()} → {t.To.Words()}", t.Reason, Name(t.By))))
                .Concat(hands.Select(h => new LifeEntry(h.At, $"{Name(h.From) ?? "Nobody"} → {Name(h.To)}", h.Note, Name(h.By))))
                .OrderByDescending(e => e.At),
        ];

        string? Name(PersonId? by) => by is { } person ? names.GetValueOrDefault(person)?.Name : null;
    }

    // One after the other: they share one database context.
    private async Task<List<PartnerSection>> Sections(PartnerId id, CancellationToken ct)
    {
        var shown = new List<PartnerSection>();
        foreach (var source in sections)
            if (await source.Of(id, ct) is { } section)
                shown.Add(section);
        return [.. shown.OrderBy(s => s.Order)];
    }
}
