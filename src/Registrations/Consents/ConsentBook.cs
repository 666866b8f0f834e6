using Entente.Access;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations.Model;
using Microsoft.EntityFrameworkCore;

namespace Entente.Registrations.Consents;

/// <summary>One consent as staff read it.</summary>
public sealed record ConsentLine(
    Guid Id,
    string Contact,
    string Wording,
    int Version,
    DateTimeOffset GivenAt,
    Channel Through,
    string? SaidBy,
    DateTimeOffset? WithdrawnAt,
    string? WithdrawnWords
)
{
    /// <summary>By which way it came, in words.</summary>
    public string Way =>
        Through switch
        {
            Channel.Link => "by a personal link",
            Channel.Api => "by the API",
            Channel.Mail => "by mail",
            Channel.Crm => "by a form of the CRM",
            Channel.Import => "by a file",
            Channel.Job => "by a file, a mail or the open form",
            Channel.Console => "by the command line",
            _ => "in the portal",
        };
}

/// <summary>Keeps what contacts agreed to, and acts when one no longer does.</summary>
public sealed class ConsentBook(EntenteDb db, Actor actor, AccessApi access, TimeProvider clock)
{
    private const int LongestWords = 500;

    /// <summary>Stages the consent that came with a claim, unless it is the one that stands. Part of every act that takes a claim in.</summary>
    internal static async Task Note(EntenteDb db, Actor actor, string vendor, Registration claim, DateTimeOffset now, CancellationToken ct)
    {
        if (!claim.Consent)
            return;
        var standing = await db.Set<ConsentRecord>().Where(c => c.RegistrationId == claim.Id && c.WithdrawnAt == null).ToListAsync(ct);
        if (!standing.Exists(c => c.IsFor(claim)))
            db.Add(ConsentRecord.Of(claim, ConsentWording.Of(vendor), actor, now));
    }

    /// <summary>Of one registration, the latest first; withdrawn ones stand among them.</summary>
    public async Task<IReadOnlyList<ConsentLine>> Of(RegistrationId claim, CancellationToken ct)
    {
        var rows = await db.Set<ConsentRecord>()
            .AsNoTracking()
            .Where(c => c.RegistrationId == claim)
            .OrderByDescending(c => c.GivenAt)
            .ToListAsync(ct);
        var people = await access.People(rows.Select(r => r.SaidBy).OfType<PersonId>(), ct);
        return
        [
            .. rows.Select(r => new ConsentLine(
                r.Id.Value,
                string.Join(", ", new[] { r.ContactName, r.ContactEmail }.Where(c => !string.IsNullOrEmpty(c))),
                r.Wording,
                r.WordingVersion,
                r.GivenAt,
                r.Through,
                r.SaidBy is { } by ? people.GetValueOrDefault(by)?.Name : null,
                r.WithdrawnAt,
                r.WithdrawnWords
            )),
        ];
    }

    /// <summary>
    /// The contact no longer agrees: kept with its date, and from now on the claim says that there is no consent, in this and every other
    /// registration on which the same address agreed. An approval asks for it again. Refused: without the permission, none that stands, no words.
    /// </summary>
    /// <returns>On how many registrations.</returns>
    public async Task<Result<int>> Withdraw(string number, string? words, CancellationToken ct)
    {
        if (!actor.May(Permissions.DecideRegistrations))
            return Problem.Forbidden("consent.not_allowed", "Only people who decide registrations record that a consent was withdrawn.");
        var said = (words ?? "").Trim();
        if (said.Length is 0 or > LongestWords)
            return Problem.Invalid("consent.words", "words", "Say how you know, up to 500 characters.");
        await using var held = await db.Hold(["consent-withdraw"], ct);
        var standing = await db.Set<ConsentRecord>()
            .Where(c => c.WithdrawnAt == null && db.Set<Registration>().Any(r => r.Number == number && r.Id == c.RegistrationId))
            .ToListAsync(ct);
        if (standing.Count == 0)
            return Problem.Conflict("consent.none", "No consent stands on this registration.");
        var emails = standing.Select(s => s.ContactEmail).OfType<string>().Distinct().ToList();
        var ids = standing.ConvertAll(s => s.Id);
        standing.AddRange(
            await db.Set<ConsentRecord>()
                .Where(c => c.WithdrawnAt == null && c.ContactEmail != null && emails.Contains(c.ContactEmail) && !ids.Contains(c.Id))
                .ToListAsync(ct)
        );
        var now = clock.GetUtcNow();
        standing.ForEach(s => s.Withdraw(said, actor.Person, now));
        var about = standing.Select(s => s.RegistrationId).Distinct().ToList();
        foreach (var claim in await db.Set<Registration>().Include(r => r.Steps).Where(r => about.Contains(r.Id)).ToListAsync(ct))
            claim.LoseConsent(actor.Person, now);
        await held.Save(ct);
        return about.Count;
    }
}
