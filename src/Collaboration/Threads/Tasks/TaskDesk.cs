using System.Globalization;
using Entente.Access;
using Entente.Access.Safelist;
using Entente.Collaboration.Model;
using Entente.Collaboration.Threads.Rules;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Collaboration.Threads.Tasks;

/// <summary>A new task as the browser sends it.</summary>
public sealed class TaskForm
{
    public const string Name = "task";

    public string? SubmissionId { get; set; }
    public string? Title { get; set; }
    public string? Owner { get; set; }

    /// <summary><c>2026-11-30</c>, a day of the workspace.</summary>
    public string? Due { get; set; }

    /// <summary>As in <see cref="MessageForm.Audience"/>.</summary>
    public string? Audience { get; set; }

    public TaskInput Input(SubjectRef about)
    {
        var audience = new MessageForm { Audience = Audience };
        return new(
            about,
            Title,
            Ids.TryParse<PersonId>(Owner, out var owner) ? owner : null,
            DateOnly.TryParseExact(Due, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var due) ? due : null,
            audience.Reads,
            SubmissionId
        )
        {
            With = audience.With,
        };
    }
}

/// <param name="Due">A day of the workspace, today or later, as <see cref="TaskRules.MayBeDue"/> says.</param>
/// <param name="Audience">For staff to say; a partner's task is shared.</param>
/// <param name="SubmissionId">At most 64 characters. The same one again is the same task.</param>
public sealed record TaskInput(SubjectRef About, string? Title, PersonId? Owner, DateOnly? Due, ReadBy? Audience, string? SubmissionId)
{
    public PartnerId? With { get; init; }
}

/// <summary>Who does what until when, agreed in a conversation: added, done, opened again.</summary>
public sealed class TaskDesk
{
    private readonly EntenteDb db;
    private readonly Actor actor;
    private readonly TimeProvider clock;
    private readonly ThreadHosts hosts;
    private readonly ReadersOf readers;
    private readonly NamePeople names;
    private readonly ResolveAudience audience;
    private readonly Fields fields;
    private readonly LineParts parts;

    internal TaskDesk(
        EntenteDb db,
        Actor actor,
        TimeProvider clock,
        ThreadHosts hosts,
        ReadersOf readers,
        NamePeople names,
        ResolveAudience audience,
        Fields fields,
        LineParts parts
    )
    {
        (this.db, this.actor, this.clock, this.hosts) = (db, actor, clock, hosts);
        (this.readers, this.names, this.audience, this.fields, this.parts) = (readers, names, audience, fields, parts);
    }

    public async Task<Result> Add(TaskInput input, CancellationToken ct)
    {
        if (await Place(input.About, ct) is not { } place)
            return Refusals.NoThread;
        if (MayNot() is { } forbidden)
            return forbidden;
        if (input.SubmissionId is not { Length: > 0 and <= 64 } submission)
            return Refusals.NoSubmissionId;
        var (side, unheard) = await audience.Run(place, input.Audience, input.With, ct);
        var today = await parts.Today(ct);
        var title = TypedText.Line(input.Title);
        if (
            Faults.Of(
                title.Length is 0 or > TalkTask.LongestTitle ? Refusals.NoTitle : null,
                input.Owner is null ? Refusals.NoOwner : null,
                input.Due is not { } day || !TaskRules.MayBeDue(day, today) ? Refusals.NoDue : null,
                unheard
            ) is
            { } wrong
        )
            return wrong;
        var may = await names.Nameable(await readers.Load(place, actor.Workspace, ct), place, side?.Partner, ct);
        if (may.FirstOrDefault(p => p.Id == input.Owner) is not { Name.Length: > 0 } owner)
            return Refusals.OwnerMayNotRead;
        var now = clock.GetUtcNow();
        var unique = $"{(actor.Person?.Value ?? side?.Partner.Value ?? Guid.Empty):N}:{submission}";
        await using var held = await db.Hold(["task:" + unique], ct);
        if (await db.Set<TalkTask>().AnyAsync(t => t.Submission == unique, ct))
            return Result.Done;
        db.Add(
            TalkTask.Add(
                place,
                side?.Partner,
                title,
                owner,
                input.Due!.Value,
                (actor.Person, actor.Name.Length > 0 ? actor.Name : side?.Name ?? ""),
                unique,
                now
            )
        );
        await held.Save(ct);
        return Result.Done;
    }

    /// <summary>Whoever reads it may: who did it is not always who was to do it.</summary>
    public Task<Result> Finish(SubjectRef about, Guid task, CancellationToken ct) =>
        Change(about, task, t => t.Finish(actor.Person, actor.Name, actor.IsStaff, clock.GetUtcNow()), ct);

    public Task<Result> Reopen(SubjectRef about, Guid task, CancellationToken ct) => Change(about, task, t => t.Reopen(), ct);

    private async Task<Result> Change(SubjectRef about, Guid task, Action<TalkTask> change, CancellationToken ct)
    {
        if (await Place(about, ct) is null)
            return Refusals.NoThread;
        if (MayNot() is { } forbidden)
            return forbidden;
        var id = TaskId.From(task);
        await using var held = await db.Hold([TalkTask.Key(id)], ct);
        var found = await db.Set<TalkTask>()
            .SingleOrDefaultAsync(t => t.Id == id && t.SubjectKind == about.Kind && t.SubjectId == about.Id, ct);
        if (found is null || !parts.Readable(found))
            return Refusals.NoTask;
        change(found);
        await held.Save(ct);
        return Result.Done;
    }

    private async Task<ThreadPlace?> Place(SubjectRef about, CancellationToken ct) =>
        actor.Kind is ActorKind.Staff or ActorKind.Partner
        && await hosts.Find(about, ct) is { } place
        && ThreadPlace.Opens(await fields.For(actor, ct))
            ? place
            : null;

    private Problem? MayNot() =>
        actor.Kind is ActorKind.Partner && !PartnerRights.May(actor, PartnerRights.Talk) ? Refusals.MayNotWrite : null;
}
