using System.Globalization;
using Entente.Access;
using Entente.Access.Safelist;
using Entente.Platform.Data;
using Entente.Platform.Values;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;
using Entente.Ui;
using Microsoft.EntityFrameworkCore;

namespace Entente.Registrations.Safelist;

/// <summary>Registrations under the names of the safelist, for staff who ask what partners see of them.</summary>
internal sealed class RegistrationRecords(EntenteDb db, AccessApi access, TimeProvider clock) : ISafeRecords
{
    private static readonly IReadOnlyList<string> All =
    [
        .. Enum.GetValues<RegistrationState>()
            .Where(s => s is not (RegistrationState.Draft or RegistrationState.Submitted))
            .Select(s => s.ToString()),
    ];

    public string Object => SafeObjects.Registration;

    public string Permission => Permissions.ReadRegistrations;

    /// <summary>The stage by which rules tell registrations apart: their state, as anybody outside sees it.</summary>
    public static string Stage(Registration registration, DateTimeOffset now) => registration.Outward(now).State.ToString();

    public async ValueTask<SafeRecord?> Find(string reference, CancellationToken ct)
    {
        _ = Ids.TryParse<RegistrationId>(reference, out var id);
        var number = reference.ToUpperInvariant();
        var r = await db.Set<Registration>()
            .AsNoTracking()
            .Include(r => r.Questions)
            .AsSplitQuery()
            .SingleOrDefaultAsync(r => r.Number == number || r.Id == id, ct);
        if (r is null)
            return null;
        var now = clock.GetUtcNow();
        var people = await access.People(new[] { r.SubmittedBy, r.DecidedBy }.OfType<PersonId>(), ct);
        return new(
            Object,
            r.Number,
            $"{r.Number} {r.Company}",
            Stage(r, now),
            new HashSet<PartnerId> { r.PartnerId },
            Values(r, people, now)
        );
    }

    public async ValueTask<IReadOnlyList<SafeRecordCard>> Latest(int most, CancellationToken ct) =>
        await db.Set<Registration>()
            .OrderByDescending(r => r.SubmittedAt)
            .Take(most)
            .Select(r => new SafeRecordCard(r.Number, r.Number + " " + r.Company))
            .ToListAsync(ct);

    public ValueTask<IReadOnlyList<string>> Stages(CancellationToken ct) => ValueTask.FromResult(All);

    // While a decision can be undone, it is nobody's to see outside: what is not said yet has no value here either.
    private static Dictionary<string, string> Values(Registration r, IReadOnlyDictionary<PersonId, PersonCard> people, DateTimeOffset now)
    {
        var seen = r.Outward(now);
        (string Field, string? Value)[] values =
        [
            ("number", r.Number),
            ("company", r.Company),
            ("domain", r.Domain),
            ("contact_name", r.ContactName),
            ("contact_email", r.ContactEmail),
            ("contact_role", r.ContactRole),
            ("problem", r.Problem),
            ("stage", r.Stage?.Words()),
            ("amount", r.Amount is { } amount ? Format.Money(amount) : null),
            ("close_date", Day(r.CloseDate)),
            ("consent", r.Consent ? "Yes" : "No"),
            ("submitted_by", Name(r.SubmittedBy)),
            ("submitted_at", Moment(r.SubmittedAt)),
            ("state", seen.State.Words()),
            ("due_at", Moment(seen.Hidden ? null : r.DueAt)),
            ("decided_at", Moment(seen.Hidden ? null : r.DecidedAt)),
            ("decision", seen.Hidden ? null : r.DecisionNote),
            ("reason", seen.Hidden ? null : r.Refusal?.PartnerText()),
            ("question", r.Questions.LastOrDefault()?.Question),
            ("answer", r.Questions.LastOrDefault()?.Reply),
            ("protected_until", Moment(seen.Window.Until?.AddTicks(-1))),
            ("decided_by", seen.Hidden ? null : Name(r.DecidedBy)),
        ];
        return values.Where(v => !string.IsNullOrWhiteSpace(v.Value)).ToDictionary(v => v.Field, v => v.Value!, StringComparer.Ordinal);

        string? Name(PersonId? person) => person is { } id ? people.GetValueOrDefault(id)?.Name : null;
    }

    private static string? Day(DateOnly? day) => day?.ToString("d MMM yyyy", CultureInfo.InvariantCulture);

    private static string? Moment(DateTimeOffset? at) =>
        at?.ToUniversalTime().ToString("d MMM yyyy, HH:mm", CultureInfo.InvariantCulture) is { } text ? text + " UTC" : null;
}
