using Entente.Access.Model;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Access.Safelist;

/// <summary>A person of a partner, to choose.</summary>
/// <param name="Person">Null: whoever holds a link of the partner that stands for no person.</param>
public sealed record Looker(PersonId? Person, string Name, PartnerId Partner, string PartnerName, PartnerRole? Role, bool Active);

/// <summary>What somebody gets of one field.</summary>
/// <param name="Value">What they read; null when hidden, or when the record has none.</param>
public sealed record FieldSight(string Object, string Field, string Label, Visibility Visibility, string? Value, FieldRuling Ruling);

/// <param name="Reaches">Whether they find the record at all; if not, every field is hidden whatever the rules say.</param>
/// <param name="Hindrance">Why not, in a sentence; null when they do.</param>
public sealed record PersonSight(Looker Who, SafeRecord Record, bool Reaches, string? Hindrance, IReadOnlyList<FieldSight> Fields);

/// <param name="Partners">Everybody of a partner who could look at it, those who see it first.</param>
/// <param name="Staff">Staff who may read such records: they see every field.</param>
public sealed record FieldAudience(
    SafeRecord Record,
    CatalogField Field,
    IReadOnlyList<(Looker Who, FieldRuling Ruling)> Partners,
    IReadOnlyList<PersonCard> Staff
);

/// <summary>
/// Answers, by the very rules that every outward view is projected with, what a person sees of a record and who sees a field of it. For staff
/// whose role includes it. Asking is recorded: it shows what others see.
/// </summary>
public sealed class WhoSees(EntenteDb db, Actor actor, Fields fields, AccessApi access, IEnumerable<ISafeRecords> records)
{
    public static Problem NoRecord => Problem.NotFound("safelist.no_record", "There is no such record, or your role does not include it.");

    public static Problem MayNot => Problem.Forbidden("safelist.may_not_ask", "Your role does not include asking what partners see.");

    public static Problem NoPerson => Problem.NotFound("safelist.no_person", "There is no such person at a partner.");

    public static Problem NoField => Problem.NotFound("safelist.no_field", "The catalogue has no such field.");

    /// <summary>What this person sees of the record, field by field with the rule that decided.</summary>
    public async Task<Result<PersonSight>> Sees(PersonId person, string objectName, string reference, CancellationToken ct)
    {
        if (!actor.May(Permissions.ReadSafelist))
            return MayNot;
        if (await Record(objectName, reference, ct) is not { } record)
            return NoRecord;
        if ((await Lookers(m => m.PersonId == person, ct)).SingleOrDefault() is not { } who)
            return NoPerson;
        var hindrance =
            !who.Active ? "Their access was taken away, so they see nothing here."
            : !record.Partners.Contains(who.Partner) ? $"{who.PartnerName} has no part in it, so they do not find it at all."
            : null;
        var (inForce, audience) = (await fields.InForce(ct), await Audience(who, record, ct));
        var sights = inForce
            .Catalogue.Where(f => f.Object == record.Object)
            .DistinctBy(f => f.Name)
            .Select(f =>
            {
                var ruling = inForce.Explain(f.Object, f.Name, audience);
                var seen = hindrance is null ? ruling.Visibility : Visibility.Hidden;
                var value = seen is Visibility.Hidden ? null : record.Values.GetValueOrDefault(f.Name);
                return new FieldSight(f.Object, f.Name, f.Label, seen, value, ruling);
            })
            .ToList();
        await Witness("safelist.asked_person", record, ("person", who.Name), ct);
        return new PersonSight(who, record, hindrance is null, hindrance, sights);
    }

    /// <summary>Who sees this field of the record: people of its partners, and staff.</summary>
    public async Task<Result<FieldAudience>> Who(string objectName, string reference, string field, CancellationToken ct)
    {
        if (!actor.May(Permissions.ReadSafelist))
            return MayNot;
        if (await Record(objectName, reference, ct) is not { } record)
            return NoRecord;
        var inForce = await fields.InForce(ct);
        if (inForce.Catalogue.FirstOrDefault(f => f.Object == record.Object && f.Name == field) is not { } listed)
            return NoField;
        var partners = record.Partners.Where(p => actor.Scope is not { } mine || mine.Contains(p)).ToList();
        var seen = new List<(Looker Who, FieldRuling Ruling)>();
        foreach (var who in await Lookers(m => m.Active && partners.Contains(m.PartnerId!.Value), ct))
            seen.Add((who, inForce.Explain(record.Object, field, await Audience(who, record, ct))));
        foreach (var partner in partners)
        {
            var link = new Looker(null, "A link without a person", partner, (await fields.Facts(partner, ct))?.Name ?? "", null, true);
            seen.Add((link, inForce.Explain(record.Object, field, await Audience(link, record, ct))));
        }
        var permission = records.First(r => r.Object == record.Object).Permission;
        var staff = (partners.Count == 1 ? await access.StaffFor(partners.First(), ct) : await access.Staff(ct))
            .Where(m => m.May(permission))
            .Select(m => m.Person);
        await Witness("safelist.asked_field", record, ("field", field), ct);
        return new FieldAudience(
            record,
            listed,
            [
                .. seen.OrderByDescending(s => s.Ruling.Visibility)
                    .ThenBy(s => s.Who.PartnerName, StringComparer.Ordinal)
                    .ThenBy(s => s.Who.Name, StringComparer.Ordinal),
            ],
            [.. staff]
        );
    }

    /// <summary>Everybody of a partner, to choose from.</summary>
    public async Task<IReadOnlyList<Looker>> People(CancellationToken ct) =>
        actor.May(Permissions.ReadSafelist) ? await Lookers(m => m.Active, ct) : [];

    /// <summary>The same for whoever asked for the right to know by another permission.</summary>
    internal Task<IReadOnlyList<Looker>> Everybody(CancellationToken ct) => Lookers(m => m.Active, ct);

    /// <summary>The latest records of each object, to choose from; those that this actor may read.</summary>
    public async Task<IReadOnlyList<(string Object, IReadOnlyList<SafeRecordCard> Records)>> Records(int most, CancellationToken ct)
    {
        var found = new List<(string, IReadOnlyList<SafeRecordCard>)>();
        if (actor.May(Permissions.ReadSafelist))
            foreach (var source in records.Where(r => actor.May(r.Permission)))
                found.Add((source.Object, await source.Latest(most, ct)));
        return found;
    }

    private async ValueTask<SafeRecord?> Record(string objectName, string reference, CancellationToken ct) =>
        records.FirstOrDefault(r => r.Object == objectName && actor.May(r.Permission)) is { } source
            ? await source.Find(reference.Trim(), ct)
            : null;

    private async Task<Audience> Audience(Looker who, SafeRecord record, CancellationToken ct) =>
        Fields.Audience(await fields.Facts(who.Partner, ct), who.Role) with
        {
            Stage = record.Stage,
        };

    private async Task<IReadOnlyList<Looker>> Lookers(
        System.Linq.Expressions.Expression<Func<Membership, bool>> which,
        CancellationToken ct
    )
    {
        var members = await db.Set<Membership>()
            .AsNoTracking()
            .Where(m => m.Side == MemberSide.Partner && m.PartnerId != null)
            .Where(which)
            .Join(
                db.Set<Person>(),
                m => m.PersonId,
                p => p.Id,
                (m, p) =>
                    new
                    {
                        m.PersonId,
                        Name = m.ErasedAt == null ? p.Name : Platform.Privacy.ErasedText.Name,
                        m.PartnerId,
                        m.PartnerRole,
                        m.Active,
                    }
            )
            .ToListAsync(ct);
        var names = new Dictionary<PartnerId, string>();
        foreach (var partner in members.Select(m => m.PartnerId!.Value).Distinct())
            names[partner] = (await fields.Facts(partner, ct))?.Name ?? "";
        return
        [
            .. members
                .Select(m => new Looker(m.PersonId, m.Name, m.PartnerId!.Value, names[m.PartnerId!.Value], m.PartnerRole, m.Active))
                .OrderBy(l => l.PartnerName, StringComparer.Ordinal)
                .ThenBy(l => l.Name, StringComparer.Ordinal),
        ];
    }

    private async Task Witness(string act, SafeRecord record, (string Field, string Value) about, CancellationToken ct)
    {
        db.Witness(act, new("safelist", db.Workspace.Value), ("record", null, record.Reference), (about.Field, null, about.Value));
        await db.SaveChangesAsync(ct);
    }
}
