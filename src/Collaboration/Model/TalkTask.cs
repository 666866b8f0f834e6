using Entente.Collaboration.Threads;
using Entente.Platform.Data;
using Entente.Platform.Outbox;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Collaboration.Model;

/// <summary>Something that somebody does until a day, agreed in a conversation.</summary>
public readonly record struct TaskId(Guid Value) : ITypedId<TaskId>
{
    public static TaskId From(Guid value) => new(value);

    public override string ToString() => Value.ToString("D");
}

/// <summary>
/// A task of a conversation. An internal one belongs to no partner, so that the filter <c>partner</c> lets no partner's person through.
/// </summary>
[Subject("talk_task")]
[AlsoNobodys]
internal sealed class TalkTask : Entity, IPartnerOwned
{
    public const int LongestTitle = 200;

    private TalkTask() { }

    public TaskId Id { get; private init; }
    public string SubjectKind { get; private init; } = "";
    public Guid SubjectId { get; private init; }

    /// <summary>Whom it is shared with; nobody's: it is internal.</summary>
    public PartnerId PartnerId { get; private init; }
    public string Title { get; private init; } = "";

    /// <summary>Null: its owner left, and nobody has it.</summary>
    public PersonId? Owner { get; private set; }
    public string OwnerName { get; private set; } = "";

    /// <summary>Its last day, in the workspace's zone.</summary>
    public DateOnly Due { get; private init; }
    public PersonId? AddedBy { get; private init; }
    public string AddedByName { get; private init; } = "";
    public DateTimeOffset AddedAt { get; private init; }
    public DateTimeOffset? DoneAt { get; private set; }
    public PersonId? DoneBy { get; private set; }
    public string? DoneByName { get; private set; }
    public bool DoneByStaff { get; private set; }

    public DateOnly? RemindedFor { get; private set; }
    public string Submission { get; private init; } = "";

    public bool IsShared => PartnerId != default;
    public SubjectRef Subject => new(SubjectKind, SubjectId);

    public static TalkTask Add(
        ThreadPlace place,
        PartnerId? with,
        string title,
        (PersonId Id, string Name) owner,
        DateOnly due,
        (PersonId? Id, string Name) by,
        string submission,
        DateTimeOffset now
    )
    {
        var task = new TalkTask
        {
            Id = Ids.New<TaskId>(now),
            SubjectKind = place.Subject.Kind,
            SubjectId = place.Subject.Id,
            PartnerId = with ?? default,
            Title = title,
            Owner = owner.Id,
            OwnerName = owner.Name,
            Due = due,
            AddedBy = by.Id,
            AddedByName = by.Name,
            AddedAt = now,
            Submission = submission,
        };
        if (by.Id != owner.Id)
            task.Announce(new TaskGiven(task.Id, place.Subject, owner.Id));
        return task;
    }

    /// <summary>Ticking, reminding and taking off happen one after the other.</summary>
    public static string Key(TaskId task) => $"task:{task.Value:N}";

    /// <summary>Done is done: a second time changes nothing.</summary>
    public void Finish(PersonId? by, string name, bool byStaff, DateTimeOffset now)
    {
        if (DoneAt is not null)
            return;
        (DoneAt, DoneBy, DoneByName, DoneByStaff) = (now, by, name, byStaff);
        if (IsShared)
            Announce(new SharedTaskDone(Id, Subject));
    }

    public void Reopen() => (DoneAt, DoneBy, DoneByName, DoneByStaff) = (null, null, null, false);

    /// <summary>Its owner left: another has it, or nobody. Whose it was stays readable.</summary>
    public void HandTo((PersonId Id, string Name)? heir)
    {
        Owner = heir?.Id;
        OwnerName = heir?.Name ?? OwnerName;
        RemindedFor = null;
    }

    public void Remind() => RemindedFor = Due;

    public static void Map(ModelBuilder model) =>
        model.Entity<TalkTask>(t =>
        {
            t.HasKey(x => new { x.WorkspaceId, x.Id });
            t.Ignore(x => x.Subject).Ignore(x => x.IsShared);
            t.Property(x => x.SubjectKind).HasMaxLength(ThreadModel.LongestKind);
            t.Property(x => x.Title).HasMaxLength(LongestTitle);
            t.Property(x => x.Submission).HasMaxLength(ThreadModel.LongestSubmission);
            t.HasIndex(x => new { x.WorkspaceId, x.Submission }).IsUnique();
            t.HasIndex(x => new
            {
                x.WorkspaceId,
                x.SubjectKind,
                x.SubjectId,
            });
            t.HasIndex(x => new
                {
                    x.WorkspaceId,
                    x.Owner,
                    x.Due,
                })
                .HasFilter("done_at is null");
            t.HasIndex(x => new { x.WorkspaceId, x.Due }).HasFilter("done_at is null");
        });
}

/// <summary>Somebody was given a task by another.</summary>
[EventName("task.given")]
public sealed record TaskGiven(TaskId Task, SubjectRef About, PersonId Owner) : IEvent
{
    public SubjectRef Subject => About;
}

/// <summary>
/// A task that both sides see was done. Each time: it may have been opened again before anybody heard of it, so whoever notes it does so once by its id.
/// </summary>
[EventName("task.done")]
public sealed record SharedTaskDone(TaskId Task, SubjectRef About) : IEvent
{
    public SubjectRef Subject => About;
}
