using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Privacy;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Access.Privacy;

/// <summary>
/// Erases whom a case is about, in this workspace (GDPR, article 17): names and addresses go; ids, numbers, dates, decisions and the audit's
/// chain stay. One transaction: all of it, or nothing. Cannot be undone.
/// </summary>
public sealed class ErasePerson(EntenteDb db, Actor actor, Persons persons, PrivacyDesk desk, TimeProvider clock)
{
    /// <param name="typed">The address or number once more, typed by hand: the second step.</param>
    /// <returns>How many rows of which table were changed. Refused: without the permission, done already, another address, oneself, while something hinders.</returns>
    public async Task<Result<IReadOnlyDictionary<string, int>>> Run(PrivacyCaseId id, string? typed, CancellationToken ct)
    {
        if (PrivacyFaults.MayNot(actor) is { } forbidden)
            return forbidden;
        await using var held = await db.Hold(["privacy-erase"], ct);
        if (await db.Set<PrivacyCase>().AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, ct) is not { } found)
            return PrivacyFaults.NotFound;
        if (desk.About(found) is not { } about)
            return Problem.Conflict("privacy.erased_already", "This person was erased already.");
        if (!Same(typed, about))
            return Problem.Invalid("privacy.not_confirmed", "confirm", "Type the address or the number exactly as it stands above.");
        var who = await desk.Sought(about, ct);
        if (who.People.Any(p => p == actor.Person))
            return Problem.Conflict("privacy.oneself", "You cannot erase yourself. Ask another owner or admin.");
        var erased = await persons.Erase(who, ct);
        if (!erased.Ok)
            return erased.Problem;
        var counts = erased.Value.GroupBy(c => c.Table).ToDictionary(g => g.Key, g => g.Sum(c => c.Rows), StringComparer.Ordinal);
        // Every case about the same address names them as well.
        foreach (var same in await db.Set<PrivacyCase>().Where(c => c.Mark == found.Mark && c.Closed != null).ToListAsync(ct))
            same.Erased(Json.Write(counts), actor.Person, clock.GetUtcNow());
        // The reason stands with the case, from where it can be erased; within the chain it could not.
        db.Witness(
            "person.erased",
            new("privacy_case", id.Value),
            [.. counts.Select(c => (c.Key, (string?)null, (string?)c.Value.ToString(System.Globalization.CultureInfo.InvariantCulture)))]
        );
        await held.Save(ct);
        return counts;
    }

    private static bool Same(string? typed, string about) =>
        about.Contains('@', StringComparison.Ordinal)
            ? string.Equals(typed?.Trim(), about, StringComparison.OrdinalIgnoreCase)
            : ErasedText.Digits(typed) == about;
}
