using Entente.Platform.Data;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Access.Model;

/// <summary>
/// A human being, global: found by e-mail before any workspace is known. What they may do stands in each workspace's <see cref="Membership"/>.
/// </summary>
[Subject("person")]
internal sealed class Person
{
    private Person() { }

    public PersonId Id { get; private init; }

    /// <summary>Lower case, unique; see <see cref="EmailAddress"/>.</summary>
    public string Email { get; private init; } = "";
    public string Name { get; private init; } = "";
    public DateTimeOffset CreatedAt { get; private init; }

    public static Person Of(string email, string name, DateTimeOffset now) =>
        new()
        {
            Id = Ids.New<PersonId>(now),
            Email = email,
            Name = name,
            CreatedAt = now,
        };

    public static void Map(ModelBuilder model) =>
        model.Entity<Person>(p =>
        {
            p.HasKey(x => x.Id);
            p.HasIndex(x => x.Email).IsUnique();
            p.Property(x => x.Email).HasMaxLength(254);
        });
}
