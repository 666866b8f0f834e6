using System.Collections.Frozen;
using Entente.Access.Http;
using Entente.Access.Model;
using Entente.Platform.Data;
using Entente.Platform.Privacy;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Access;

// Who is here: read, never changed.
public sealed partial class AccessApi
{
    /// <summary>A typed mail address trimmed and in lower case; null: it is none.</summary>
    public static string? Address(string? typed) => EmailAddress.Read(typed);

    /// <summary>The people among <paramref name="ids"/> who are or were members of this workspace.</summary>
    public Task<IReadOnlyDictionary<PersonId, PersonCard>> People(IEnumerable<PersonId> ids, CancellationToken ct = default) =>
        memo.Of<PersonId, PersonCard>(
            [.. ids],
            async wanted =>
                await Members()
                    .Where(m => wanted.Contains(m.Person.Id))
                    .ToDictionaryAsync(m => m.Person.Id, m => new PersonCard(m.Person.Id, m.Name, m.Email), ct)
        );

    /// <summary>These people as members, whoever looks: active and resting ones; who is none is left out.</summary>
    public async Task<IReadOnlyList<MemberCard>> Members(IReadOnlyCollection<PersonId> people, CancellationToken ct = default)
    {
        var wanted = people.ToList();
        return await Members(m => wanted.Contains(m.PersonId)).IgnoreQueryFilters([Fences.Scope]).Select(m => Card(m)).ToListAsync(ct);
    }

    /// <summary>Active staff, by name.</summary>
    public Task<IReadOnlyList<MemberCard>> Staff(CancellationToken ct = default) =>
        memo.One("staff", () => Cards(m => m.Side == MemberSide.Staff && m.Active, ct));

    /// <summary>Active staff who see this partner, whatever else they may: for mails about it.</summary>
    public Task<IReadOnlyList<MemberCard>> StaffFor(PartnerId partner, CancellationToken ct = default) => StaffForAll([partner], ct);

    /// <summary>
    /// Active staff who see every one of these partners: for a record that several of them have a part in, which nobody sees who is kept from one
    /// of them. Of no partner: those whom no scope narrows.
    /// </summary>
    public async Task<IReadOnlyList<MemberCard>> StaffForAll(IReadOnlyCollection<PartnerId> partners, CancellationToken ct = default)
    {
        var staff = await Staff(ct);
        if (staff.All(m => m.Scopes.All(s => s.IsEverything)))
            return staff;
        var wanted = partners.ToHashSet();
        var about = (await standing.Partners(ct)).Where(p => wanted.Contains(p.Id)).ToList();
        // A partner that nobody knows is in no scope.
        var known = about.Count > 0 && about.Count == wanted.Count;
        return [.. staff.Where(m => m.Scopes.All(s => s.IsEverything || (known && about.TrueForAll(p => s.Covers(p, m.Person.Id)))))];
    }

    /// <summary>Everyone who is or was with a partner, by name.</summary>
    public Task<IReadOnlyList<MemberCard>> PartnerPeople(PartnerId partner, CancellationToken ct = default) =>
        Cards(m => m.PartnerId == partner, ct);

    /// <summary>Everyone who is or was with any partner, by name.</summary>
    public Task<IReadOnlyList<MemberCard>> AllPartnerPeople(CancellationToken ct = default) => Cards(m => m.Side == MemberSide.Partner, ct);

    /// <summary>A member of this workspace by e-mail, active or not.</summary>
    public async Task<MemberCard?> Member(string email, CancellationToken ct = default) =>
        EmailAddress.Read(email) is { } address
            ? await Members(m => m.ErasedAt == null).Where(m => m.Person.Email == address).Select(m => Card(m)).SingleOrDefaultAsync(ct)
            : null;

    /// <summary>
    /// Whom a partner's person is when they come through another door than a session: with their role's rights and their restriction as they are
    /// now. Null for anybody who is not an active person of this partner.
    /// </summary>
    public Task<Actor?> PartnerActor(PersonId person, PartnerId partner, Channel through, CancellationToken ct = default) =>
        PartnerActor(person, partner, through, null, ct);

    /// <inheritdoc cref="PartnerActor(PersonId, PartnerId, Channel, CancellationToken)" />
    /// <param name="since">As with <see cref="StaffActor(PersonId, Channel, DateTimeOffset?, CancellationToken)"/>.</param>
    public async Task<Actor?> PartnerActor(PersonId person, PartnerId partner, Channel through, DateTimeOffset? since, CancellationToken ct)
    {
        var found = await Members(m => m.PersonId == person && m.PartnerId == partner && m.Active).SingleOrDefaultAsync(ct);
        if (found is null || found.Member.EndsWhatBegan(since))
            return null;
        return await standing.Of(found.Member, found.Person.Name, through, ct);
    }

    /// <summary>
    /// Whom staff are when they come through another door than a session: with their role's permissions as it is now. Null for anybody who is
    /// not active staff of this workspace.
    /// </summary>
    public Task<Actor?> StaffActor(PersonId person, Channel through, CancellationToken ct = default) =>
        StaffActor(person, through, null, ct);

    /// <inheritdoc cref="StaffActor(PersonId, Channel, CancellationToken)" />
    /// <param name="since">When what speaks for them was begun; null where it is begun now. What is older than their cut-off, or than their factors' reset, speaks for nobody.</param>
    public async Task<Actor?> StaffActor(PersonId person, Channel through, DateTimeOffset? since, CancellationToken ct)
    {
        var found = await Members(m => m.PersonId == person && m.Side == MemberSide.Staff && m.Active).SingleOrDefaultAsync(ct);
        if (found is null || found.Member.EndsWhatBegan(since))
            return null;
        return await standing.Of(found.Member, found.Person.Name, through, ct);
    }

    /// <summary>
    /// Whether a mailed link alone would sign them in here: no factor of theirs, no provider that their company insists on, and nobody asks their side
    /// for a factor. What is done from a mail without signing in asks this first.
    /// </summary>
    public async Task<bool> SignsInByMail(PersonId person, CancellationToken ct = default)
    {
        if (await Members(m => m.PersonId == person && m.Active).FirstOrDefaultAsync(ct) is not { } found)
            return false;
        var (staff, email) = (found.Member.Side == MemberSide.Staff, found.Person.Email);
        var domain = email[(email.LastIndexOf('@') + 1)..];
        return !await db.Set<Credential>().AnyAsync(c => c.PersonId == person, ct)
            && !await db.Set<SignInPolicy>().AnyAsync(p => staff ? p.Staff : p.Partners, ct)
            && !await db.Set<Sso.IdentityProvider>().AnyAsync(p => p.Enforced && p.RemovedAt == null && p.Domains.Contains(domain), ct);
    }

    private async Task<IReadOnlyList<MemberCard>> Cards(
        System.Linq.Expressions.Expression<Func<Membership, bool>> which,
        CancellationToken ct
    ) => await Members(which).OrderBy(m => m.Person.Name).ThenBy(m => m.Person.Id).Select(m => Card(m)).ToListAsync(ct);

    private IQueryable<Joined> Members(System.Linq.Expressions.Expression<Func<Membership, bool>>? which = null) =>
        db.Set<Membership>()
            .AsNoTracking()
            .Where(which ?? (_ => true))
            .Join(
                db.Set<Person>(),
                m => m.PersonId,
                p => p.Id,
                (m, p) =>
                    new Joined
                    {
                        Member = m,
                        Person = p,
                        Role = db.Set<CustomRole>().FirstOrDefault(r => r.Id == m.CustomRoleId),
                        Name = m.ErasedAt == null ? p.Name : ErasedText.Name,
                        Email = m.ErasedAt == null ? p.Email : "",
                    }
            );

    private static MemberCard Card(Joined joined) =>
        new(
            new(joined.Person.Id, joined.Name, joined.Email),
            joined.Member.Side,
            joined.Member.StaffRole,
            joined.Member.PartnerRole,
            joined.Member.PartnerId,
            joined.Member.Active
        )
        {
            Permissions = joined.Member.Side is MemberSide.Staff ? Standing.May(joined.Member, joined.Role) : FrozenSet<string>.Empty,
            Scopes = joined.Member.Side is MemberSide.Staff ? Standing.Scopes(joined.Member, joined.Role) : [],
            Restricted = joined.Member.Restricted,
            RoleName =
                joined.Member.StaffRole is { } staff ? RoleNames.Of(staff)
                : joined.Member.PartnerRole is { } partner ? RoleNames.Of(partner)
                : joined.Role?.Name ?? "",
            SuspendedFor = joined.Member.SuspendedFor,
            SuspendedAt = joined.Member.SuspendedAt,
            Since = joined.Member.Since,
            RestoredAt = joined.Member.RestoredAt,
        };

    private sealed class Joined
    {
        public required Membership Member { get; init; }
        public required Person Person { get; init; }
        public CustomRole? Role { get; init; }

        /// <summary>As this workspace may still call them.</summary>
        public required string Name { get; init; }
        public required string Email { get; init; }
    }
}
