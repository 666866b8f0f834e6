using Entente.Access;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;
using Microsoft.EntityFrameworkCore;

namespace Entente.Registrations.Sign;

/// <summary>Claims that wait for a person's signature, theirs or that of somebody who is away.</summary>
internal sealed class SigningQueue(EntenteDb db, AccessApi access, SignatureDesk desk, Actor actor)
{
    public static string Key(StaffRole role) => "role:" + role;

    public static string Key(PersonId person) => $"person:{person.Value:N}";

    /// <summary>Oldest first.</summary>
    public async Task<IReadOnlyList<Waiting>> Mine(DateOnly today, int take, CancellationToken ct)
    {
        if (actor.Person is not { } me)
            return [];
        var people = (await desk.AwayFor(me, today, ct)).Append(me).ToHashSet();
        var keys = (await access.Staff(ct))
            .Where(m => people.Contains(m.Person.Id) && m.StaffRole is not null)
            .SelectMany(m => new[] { Key(m.StaffRole!.Value), Key(m.Person.Id) })
            .Distinct()
            .ToArray();
        return await db.Set<Registration>()
            .AsNoTracking()
            .Where(r => r.State == RegistrationState.InReview && r.Awaits.Any(a => keys.Contains(a)))
            .Where(r => !r.Signatures.Any(s => s.By == me && s.ReviewFrom == r.ReviewFrom))
            .OrderBy(r => r.DueAt)
            .Take(take)
            .Select(r => new Waiting(r.Number, r.Company, r.PartnerId, r.AmountMinor, r.Currency, r.DueAt, r.ReviewFrom))
            .ToListAsync(ct);
    }

    internal sealed record Waiting(
        string Number,
        string Company,
        PartnerId Partner,
        long? AmountMinor,
        string Currency,
        DateTimeOffset? Due,
        DateTimeOffset From
    );
}
