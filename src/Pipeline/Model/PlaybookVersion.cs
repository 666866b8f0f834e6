using Entente.Pipeline.Rules.Motions;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Pipeline.Model;

internal readonly record struct PlaybookVersionId(Guid Value) : ITypedId<PlaybookVersionId>
{
    public static PlaybookVersionId From(Guid value) => new(value);

    public override string ToString() => Value.ToString("D");
}

/// <summary>A motion's stages as the workspace published them. The newest one counts; version 1 is what every workspace starts with.</summary>
[Subject("playbook")]
internal sealed class PlaybookVersion : Entity, IMotionVersion<Playbook>
{
    private PlaybookVersion() { }

    public PlaybookVersionId Id { get; private init; }
    public string Motion { get; private init; } = "";

    /// <summary>2, 3, …</summary>
    public int Number { get; private init; }
    public string Json { get; private init; } = "";
    public PersonId? By { get; private init; }
    public DateTimeOffset PublishedAt { get; private init; }

    public static PlaybookVersion Publish(int number, Playbook playbook, PersonId? by, DateTimeOffset now) =>
        new()
        {
            Id = Ids.New<PlaybookVersionId>(now),
            Motion = playbook.Motion,
            Number = number,
            Json = Platform.Jobs.Json.Write(playbook),
            By = by,
            PublishedAt = now,
        };

    public Playbook Read() => Platform.Jobs.Json.Read<Playbook>(Json);

    public static void Map(ModelBuilder model) =>
        model.Entity<PlaybookVersion>(v =>
        {
            v.HasKey(x => new { x.WorkspaceId, x.Id });
            v.HasIndex(x => new
                {
                    x.WorkspaceId,
                    x.Motion,
                    x.Number,
                })
                .IsUnique();
            v.Property(x => x.Motion).HasMaxLength(40);
        });
}
