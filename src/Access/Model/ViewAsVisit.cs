using Entente.Platform.Data;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Access.Model;

internal readonly record struct ViewAsId(Guid Value) : ITypedId<ViewAsId>
{
    public static ViewAsId From(Guid value) => new(value);
}

/// <summary>Somebody of the vendor looks at the portal as somebody of a partner, in one browser, for an hour at most.</summary>
[Subject("view_as")]
internal sealed class ViewAsVisit : Entity
{
    public static readonly TimeSpan AtMost = TimeSpan.FromHours(1);

    private ViewAsVisit() { }

    public ViewAsId Id { get; private init; }

    /// <summary>The browser in which it holds; ends with that session too.</summary>
    public SessionId SessionId { get; private init; }
    public PersonId By { get; private init; }
    public PartnerId As { get; private init; }

    /// <summary>Null: nobody in particular, in a role.</summary>
    public PersonId? Person { get; private init; }
    public PartnerRole Role { get; private init; }
    public DateTimeOffset StartedAt { get; private init; }
    public DateTimeOffset EndsAt { get; private init; }
    public DateTimeOffset? EndedAt { get; private set; }

    public static ViewAsVisit Start(
        SessionId session,
        PersonId by,
        PartnerId partner,
        PersonId? person,
        PartnerRole role,
        DateTimeOffset now
    ) =>
        new()
        {
            Id = Ids.New<ViewAsId>(now),
            SessionId = session,
            By = by,
            As = partner,
            Person = person,
            Role = role,
            StartedAt = now,
            EndsAt = now + AtMost,
        };

    public void End(DateTimeOffset now) => EndedAt ??= now;

    public static void Map(ModelBuilder model) =>
        model.Entity<ViewAsVisit>(v =>
        {
            v.HasKey(x => new { x.WorkspaceId, x.Id });
            v.HasIndex(x => new { x.WorkspaceId, x.SessionId });
            v.ToTable("view_as");
        });
}
