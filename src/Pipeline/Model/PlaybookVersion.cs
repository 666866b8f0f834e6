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
internal sealed class PlaybookVersion : Published<Playbook>, IMotionVersion<Playbook>
{
    private PlaybookVersion() { }

    private PlaybookVersion(int number, Playbook playbook, PersonId? by, DateTimeOffset now)
        : base(number, playbook, by, now) { }

    public PlaybookVersionId Id { get; private init; }
    public string Motion { get; private init; } = "";

    public static PlaybookVersion Publish(int number, Playbook playbook, PersonId? by, DateTimeOffset now) =>
        new(number, playbook, by, now) { Id = Ids.New<PlaybookVersionId>(now), Motion = playbook.Motion };

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
