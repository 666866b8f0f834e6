using Entente.Platform.Data;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Portal.Views;

public readonly record struct SavedViewId(Guid Value) : ITypedId<SavedViewId>
{
    public static SavedViewId From(Guid value) => new(value);

    public override string ToString() => Value.ToString("D");
}

/// <summary>A view of a list that a person keeps: its filters under a name.</summary>
[Subject("saved_view")]
internal sealed class SavedView : Entity
{
    private SavedView() { }

    public SavedViewId Id { get; private init; }
    public PersonId Person { get; private init; }

    /// <summary>Which list: <c>registrations</c>.</summary>
    public string List { get; private init; } = "";
    public string Name { get; private set; } = "";

    /// <summary>The filters as they stand in the address, without the question mark.</summary>
    public string Query { get; private set; } = "";

    /// <summary>The whole team sees it.</summary>
    public bool Shared { get; private set; }

    /// <summary>The list opens with it for its person; of one list at most one.</summary>
    public bool First { get; private set; }

    /// <summary>Among its person's views of the list.</summary>
    public int Position { get; private set; }

    public static SavedView Keep(PersonId person, string list, string name, string query, int position, DateTimeOffset now) =>
        new()
        {
            Id = Ids.New<SavedViewId>(now),
            Person = person,
            List = list,
            Name = name,
            Query = query,
            Position = position,
        };

    public void Holds(string query) => Query = query;

    public void Share(bool shared) => Shared = shared;

    public void OpenFirst(bool first) => First = first;

    public void MoveTo(int position) => Position = position;

    internal static void Map(ModelBuilder model) =>
        model.Entity<SavedView>(v =>
        {
            v.HasKey(x => new { x.WorkspaceId, x.Id });
            v.HasIndex(x => new
                {
                    x.WorkspaceId,
                    x.Person,
                    x.List,
                    x.Name,
                })
                .IsUnique();
            v.HasIndex(x => new
            {
                x.WorkspaceId,
                x.List,
                x.Shared,
            });
        });
}
