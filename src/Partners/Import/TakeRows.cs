using System.Security.Cryptography;
using Entente.Access;
using Entente.Crm;
using Entente.Partners.Create;
using Entente.Partners.Crm;
using Entente.Partners.Import.Rules;
using Entente.Partners.Model;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Partners.Import;

/// <summary>
/// Makes the partner of some rows and adds their people, or gives a partner that is here what it lacks: by the rules of the pages that do it one by
/// one. All of it in one save with what the rows became, or none of it and the reason.
/// </summary>
internal sealed class TakeRows(
    EntenteDb db,
    AccessApi access,
    ImportLookups lookups,
    CreatePartner create,
    FillPartner fill,
    TimeProvider clock
)
{
    /// <param name="head">The first of the rows.</param>
    public async Task Run(PartnerImportId id, int head, CancellationToken ct)
    {
        var import = await db.Set<PartnerImport>().AsNoTracking().SingleAsync(i => i.Id == id, ct);
        var kept = await db.Set<PartnerImportRow>()
            .AsNoTracking()
            .Where(r => r.ImportId == id && r.Head == head)
            .OrderBy(r => r.Row)
            .ToListAsync(ct);
        var mapping = Json.Read<PartnerMapping>(import.Mapping);
        var rows = ImportRows.Read(kept, mapping, clock.GetUtcNow());
        var world = await lookups.Named(rows, ct);
        // What was forgotten since, by a person's wish, cannot be read any more.
        var group = new PartnerGroup(
            [.. rows.Where(r => r.Faults.Count == 0 && (r.Company is null || world.Companies.ContainsKey(r.Company)))],
            world
        );
        var became =
            group.Rows.Count == 0 || group.Head.Row != head
                ? Problem.Conflict("partner.import_unreadable", "This row cannot be read any more.")
                : await Taken(import, kept[0], group, mapping, world, ct);
        if (!became.Ok)
            await ImportBook.Done(
                db,
                id,
                [.. kept.Select(r => (r.Row, (string?)null, (string?)became.Problem.Sentence))],
                null,
                clock.GetUtcNow(),
                ct
            );
    }

    private async Task<Result<PartnerId>> Taken(
        PartnerImport import,
        PartnerImportRow first,
        PartnerGroup group,
        PartnerMapping mapping,
        ImportWorld world,
        CancellationToken ct
    )
    {
        var (whole, people) = (group.Together(), group.People);
        var input = new NewPartner(
            whole.Name,
            whole.Type ?? mapping.Type,
            whole.Tier ?? PartnerTier.Registered,
            whole.Status ?? mapping.Status,
            whole.Domains,
            whole.Region ?? "",
            Manager: whole.Manager is { } manager && world.Staff.TryGetValue(manager, out var staff) ? staff : null,
            Account: group.Companies is [var company, ..] ? company : null,
            Since: whole.Since,
            Submission: Submission(import.Id, first.Row)
        );
        // Who is known, or was said to be, gets what it lacks; everybody else is made.
        var there = first.Verdict is PartnerVerdict.Known || first.Answer is AlikeAnswer.Same ? first.Partner : null;
        await using var held = await db.Hold(
            [
                .. there is { } known ? FillPartner.Locks(known, input) : CreatePartner.Locks(input),
                .. people.Select(p => "person:" + p.Email),
                $"{Imports.Lock(import.Id)}:{first.Row}",
            ],
            ct
        );
        // Another node may have been faster.
        if (await db.Set<PartnerImportRow>().Where(r => r.ImportId == import.Id && r.Row == first.Row && r.DoneAt != null).AnyAsync(ct))
            return first.Became ?? default;
        var (partner, outcome) = (default(PartnerId), "Partner made.");
        if (there is { } present)
        {
            var filled = await fill.Stage(present, input, ct);
            if (!filled.Ok)
                return filled.Problem;
            (partner, outcome) = (present, filled.Value);
        }
        else
        {
            var made = await create.Stage(input, ct);
            if (!made.Ok)
                return made;
            partner = made.Value;
        }
        var team = there is null
            ? []
            : (await access.PartnerPeople(partner, ct)).Select(m => m.Person.Email).ToHashSet(StringComparer.Ordinal);
        var joined = people.Where(p => !team.Contains(p.Email)).ToList();
        var invited = new List<PersonId>();
        foreach (var person in joined)
        {
            var added = await access.AddPartnerPerson(partner, person.Email, person.Name, person.Role, ct);
            if (!added.Ok)
                return added.Problem;
            invited.Add(added.Value);
        }
        if (import.Invites && invited.Count > 0)
            db.Enqueue(new InviteJoined(partner, invited));
        await ImportBook.Done(
            db,
            import.Id,
            [.. group.Rows.Select(r => (r.Row, Said(r, r.Row == first.Row, outcome, joined), (string?)null))],
            partner,
            clock.GetUtcNow(),
            ct
        );
        db.Because($"Imported: {import.Name}, line {first.Line}");
        await held.Save(ct);
        return partner;
    }

    private static string? Said(PartnerSaid row, bool first, string outcome, IReadOnlyList<RowPerson> joined)
    {
        var added = row.Person is { } person && joined.Any(j => j.Email == person.Email) ? $"{person.Name} joined." : null;
        return first ? (added is null ? outcome : $"{outcome} {added}") : added;
    }

    // The same row of the same import is the same partner, however often it is tried.
    private static Guid Submission(PartnerImportId import, int row) =>
        new(SHA256.HashData([.. import.Value.ToByteArray(), .. BitConverter.GetBytes(row)])[..16]);
}
