using System.Collections.Frozen;
using Entente.Access.Http;
using Entente.Access.Model;
using Entente.Platform.Data;
using Entente.Platform.Mail.Relay;
using Entente.Platform.Privacy;
using Entente.Platform.Secrets;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Access;

/// <summary>
/// What modules above may ask of Access. Everything that writes only stages: the calling use case saves.
/// </summary>
public sealed partial class AccessApi
{
    private readonly EntenteDb db;
    private readonly Workspaces workspaces;
    private readonly PublicAddress address;
    private readonly Standing standing;
    private readonly MailStops stops;
    private readonly PageMemo memo;
    private readonly TimeProvider clock;

    internal AccessApi(
        EntenteDb db,
        Workspaces workspaces,
        PublicAddress address,
        Standing standing,
        MailStops stops,
        PageMemo memo,
        TimeProvider clock
    ) =>
        (this.db, this.workspaces, this.address, this.standing, this.stops, this.memo, this.clock) = (
            db,
            workspaces,
            address,
            standing,
            stops,
            memo,
            clock
        );

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

    /// <summary>
    /// Takes away all access to this workspace at once: membership, links, API keys they made, sessions that open nothing else. A session for several
    /// workspaces stays for the others and opens nothing here.
    /// </summary>
    public async Task Suspend(PersonId person, CancellationToken ct = default, AccessEnd cause = AccessEnd.Removed)
    {
        var (now, here) = (clock.GetUtcNow(), db.Workspace);
        if (await MembershipOf(person, ct) is { } membership)
            membership.Suspend(cause, clock.GetUtcNow());
        await CloseAll(person, ct);
    }

    /// <summary>
    /// Closes everything that a person has open here, and leaves them on the team: they sign in anew. Null for somebody who is no member.
    /// </summary>
    public async Task<MemberSide?> Cut(PersonId person, CancellationToken ct = default)
    {
        if (await MembershipOf(person, ct) is not { } membership)
            return null;
        membership.Cut(clock.GetUtcNow());
        await CloseAll(person, ct);
        return membership.Side;
    }

    /// <summary>Gives a person who rests their access back, in the role they had; they are written to again. False where there is nobody who rests.</summary>
    public async Task<bool> Restore(PersonId person, CancellationToken ct = default)
    {
        if (await MembershipOf(person, ct) is not { Active: false } membership)
            return false;
        membership.Restore(clock.GetUtcNow());
        await stops.Lift(await db.Set<Person>().Where(p => p.Id == person).Select(p => p.Email).SingleAsync(ct), ct);
        return true;
    }

    // What only opens this workspace ends; a session of the person's own is cut off from it by the membership.
    private async Task CloseAll(PersonId person, CancellationToken ct)
    {
        var (now, here) = (clock.GetUtcNow(), db.Workspace);
        await RevokeLinks(l => l.PersonId == person, ct);
        foreach (var key in await db.Set<ApiKey>().Where(k => k.MadeBy == person && k.RevokedAt == null).ToListAsync(ct))
            key.Revoke(null, now);
        foreach (
            var session in await db.Set<Session>().Where(s => s.PersonId == person && s.OnlyIn == here && s.EndedAt == null).ToListAsync(ct)
        )
            session.End(now);
        foreach (var visit in await db.Set<ViewAsVisit>().Where(v => v.By == person && v.EndedAt == null).ToListAsync(ct))
            visit.End(now);
    }

    /// <summary>Restricts a partner's person to records that they brought or were added to, or lifts that. Takes effect with the save.</summary>
    public async Task Restrict(PersonId person, bool restricted, CancellationToken ct = default)
    {
        if (await MembershipOf(person, ct) is { } membership)
            membership.Restrict(restricted);
    }

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

    // The scope is lifted: one person has one membership here, whoever looks.
    private async Task<Membership?> MembershipOf(PersonId person, CancellationToken ct) =>
        db.Set<Membership>().Local.SingleOrDefault(m => m.PersonId == person)
        ?? await db.Set<Membership>().IgnoreQueryFilters([Fences.Scope]).SingleOrDefaultAsync(m => m.PersonId == person, ct);
}
