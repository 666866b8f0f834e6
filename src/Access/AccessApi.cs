using Entente.Access.Model;
using Entente.Platform.Data;
using Entente.Platform.Secrets;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Access;

/// <summary>A person as others may name them.</summary>
public sealed record PersonCard(PersonId Id, string Name, string Email);

/// <summary>A member of the workspace. Exactly one of the roles is set.</summary>
public sealed record MemberCard(
    PersonCard Person,
    MemberSide Side,
    StaffRole? StaffRole,
    PartnerRole? PartnerRole,
    PartnerId? Partner,
    bool Active
);

/// <summary>
/// What modules above may ask of Access. Everything that writes only stages: the calling use case saves.
/// </summary>
public sealed class AccessApi(EntenteDb db, Workspaces workspaces, PublicAddress address, TimeProvider clock)
{
    /// <summary>
    /// Makes someone staff of this workspace, or gives them this role if they are. The same e-mail is the same person in every workspace.
    /// Refused: no e-mail address, no name, a person of a partner of this workspace.
    /// </summary>
    public async Task<Result<PersonId>> AddStaff(string email, string name, StaffRole role, CancellationToken ct = default)
    {
        var found = await Person(email, name, ct);
        if (!found.Ok)
            return found.Problem;
        if (await MembershipOf(found.Value, ct) is not { } membership)
            db.Add(Membership.Staff(found.Value, role, clock.GetUtcNow()));
        else if (membership.Side is MemberSide.Staff)
            membership.Become(role);
        else
            return Problem.Invalid("person.on_partner_side", "email", "This person works for a partner here. Use another e-mail address.");
        return found.Value;
    }

    /// <summary>
    /// Makes someone a person of a partner, or gives them this role if they are. Refused: no e-mail address, no name, staff of this
    /// workspace, a person of another partner of it.
    /// </summary>
    public async Task<Result<PersonId>> AddPartnerPerson(
        PartnerId partner,
        string email,
        string name,
        PartnerRole role,
        CancellationToken ct = default
    )
    {
        var found = await Person(email, name, ct);
        if (!found.Ok)
            return found.Problem;
        if (await MembershipOf(found.Value, ct) is not { } membership)
            db.Add(Membership.Partner(found.Value, partner, role, clock.GetUtcNow()));
        else if (membership.PartnerId == partner)
            membership.Become(role);
        else
            return Problem.Invalid(
                "person.elsewhere",
                "email",
                "This e-mail address already belongs to someone else’s team here. Use another one."
            );
        return found.Value;
    }

    /// <summary>Takes away all access to this workspace at once: membership and links. Sessions stay for other workspaces.</summary>
    public async Task Suspend(PersonId person, CancellationToken ct = default)
    {
        if (await MembershipOf(person, ct) is { } membership)
            membership.Suspend();
        await RevokeLinks(l => l.PersonId == person, ct);
    }

    /// <summary>
    /// Issues a link and returns its absolute address, which is shown this once: only a hash of the token is kept.
    /// A sign-in link works once; the others until they expire or are revoked.
    /// </summary>
    public Task<string> IssueLink(
        LinkKind kind,
        PersonId? person,
        PartnerId? partner,
        SubjectRef? subject,
        DateTimeOffset expires,
        CancellationToken ct = default
    ) => Issue(kind, (person, partner, subject), kind is LinkKind.SignIn, null, expires, ct);

    /// <summary>A ready-made door of the demo: a sign-in link that works again and again until it expires.</summary>
    public Task<string> IssueDoor(PersonId person, DateTimeOffset expires, CancellationToken ct = default) =>
        Issue(LinkKind.SignIn, (person, null, null), singleUse: false, null, expires, ct);

    internal async Task<string> Issue(
        LinkKind kind,
        (PersonId? Person, PartnerId? Partner, SubjectRef? Subject) about,
        bool singleUse,
        string? next,
        DateTimeOffset expires,
        CancellationToken ct
    )
    {
        var workspace = await workspaces.Get(db.Workspace, ct);
        var token = Tokens.New();
        db.Add(AccessLink.Issue(kind, Tokens.Hash(token), about, singleUse, next, expires, clock.GetUtcNow()));
        return address.Of($"/{PathOf(kind)}/{workspace.Slug}.{token}");
    }

    /// <summary>Revokes all links of a kind that a person holds; effective with the save.</summary>
    public Task RevokeLinks(LinkKind kind, PersonId person, CancellationToken ct = default) =>
        RevokeLinks(l => l.Kind == kind && l.PersonId == person, ct);

    /// <summary>Revokes all links of a partner.</summary>
    public Task RevokeLinks(PartnerId partner, CancellationToken ct = default) => RevokeLinks(l => l.PartnerId == partner, ct);

    /// <summary>Revokes all links that follow a record.</summary>
    public Task RevokeLinks(SubjectRef subject, CancellationToken ct = default) =>
        RevokeLinks(l => l.SubjectKind == subject.Kind && l.SubjectId == subject.Id, ct);

    /// <summary>The people among <paramref name="ids"/> who are or were members of this workspace.</summary>
    public async Task<IReadOnlyDictionary<PersonId, PersonCard>> People(IEnumerable<PersonId> ids, CancellationToken ct = default)
    {
        var wanted = ids.Distinct().ToList();
        if (wanted.Count == 0)
            return new Dictionary<PersonId, PersonCard>();
        return await Members()
            .Where(m => wanted.Contains(m.Person.Id))
            .ToDictionaryAsync(m => m.Person.Id, m => new PersonCard(m.Person.Id, m.Person.Name, m.Person.Email), ct);
    }

    /// <summary>Active staff, by name.</summary>
    public Task<IReadOnlyList<MemberCard>> Staff(CancellationToken ct = default) => Cards(m => m.Side == MemberSide.Staff && m.Active, ct);

    /// <summary>Everyone who is or was with a partner, by name.</summary>
    public Task<IReadOnlyList<MemberCard>> PartnerPeople(PartnerId partner, CancellationToken ct = default) =>
        Cards(m => m.PartnerId == partner, ct);

    /// <summary>A member of this workspace by e-mail, active or not.</summary>
    public async Task<MemberCard?> Member(string email, CancellationToken ct = default) =>
        EmailAddress.Read(email) is { } address
            ? await Members().Where(m => m.Person.Email == address).Select(m => Card(m)).SingleOrDefaultAsync(ct)
            : null;

    /// <summary>
    /// Whom staff are when they come through another door than a session: with their role's permissions as it is now. Null for anybody who is
    /// not active staff of this workspace.
    /// </summary>
    public async Task<Actor?> StaffActor(PersonId person, Channel through, CancellationToken ct = default)
    {
        var found = await Members(m => m.PersonId == person && m.Side == MemberSide.Staff && m.Active).SingleOrDefaultAsync(ct);
        return found is null ? null : Http.Identities.Of(found.Member, found.Person.Name, through);
    }

    private async Task<IReadOnlyList<MemberCard>> Cards(
        System.Linq.Expressions.Expression<Func<Membership, bool>> which,
        CancellationToken ct
    ) => await Members(which).OrderBy(m => m.Person.Name).ThenBy(m => m.Person.Id).Select(m => Card(m)).ToListAsync(ct);

    private IQueryable<Joined> Members(System.Linq.Expressions.Expression<Func<Membership, bool>>? which = null) =>
        db.Set<Membership>()
            .AsNoTracking()
            .Where(which ?? (_ => true))
            .Join(db.Set<Person>(), m => m.PersonId, p => p.Id, (m, p) => new Joined { Member = m, Person = p });

    private static MemberCard Card(Joined joined) =>
        new(
            new(joined.Person.Id, joined.Person.Name, joined.Person.Email),
            joined.Member.Side,
            joined.Member.StaffRole,
            joined.Member.PartnerRole,
            joined.Member.PartnerId,
            joined.Member.Active
        );

    /// <summary>What is wrong with an e-mail address and a name, or null: for use cases that must know before they begin.</summary>
    public static Problem? WhyNotPerson(string? email, string? name)
    {
        return Faults.Of(
            (name ?? "").Trim().Length is 0 or > 100 ? Problem.Invalid("person.name", "name", "Give a name, up to 100 characters.") : null,
            EmailAddress.Read(email) is null
                ? Problem.Invalid("person.email", "email", "Give an e-mail address, such as ines@kestrelquay.example.")
                : null
        );
    }

    private async Task<Result<PersonId>> Person(string email, string name, CancellationToken ct)
    {
        if (WhyNotPerson(email, name) is { } invalid)
            return invalid;
        var read = EmailAddress.Read(email)!;
        var person =
            db.Set<Person>().Local.SingleOrDefault(p => p.Email == read)
            ?? await db.Set<Person>().SingleOrDefaultAsync(p => p.Email == read, ct);
        if (person is null)
            db.Add(person = Model.Person.Of(read, name.Trim(), clock.GetUtcNow()));
        return person.Id;
    }

    private async Task<Membership?> MembershipOf(PersonId person, CancellationToken ct) =>
        db.Set<Membership>().Local.SingleOrDefault(m => m.PersonId == person)
        ?? await db.Set<Membership>().SingleOrDefaultAsync(m => m.PersonId == person, ct);

    private async Task RevokeLinks(System.Linq.Expressions.Expression<Func<AccessLink, bool>> which, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        foreach (var link in await db.Set<AccessLink>().Where(which).Where(l => l.RevokedAt == null).ToListAsync(ct))
            link.Revoke(now);
    }

    private static string PathOf(LinkKind kind) =>
        kind switch
        {
            LinkKind.Register => "r",
            LinkKind.Follow => "s",
            LinkKind.Confirm => "c",
            _ => "in",
        };

    private sealed class Joined
    {
        public required Membership Member { get; init; }
        public required Person Person { get; init; }
    }
}
