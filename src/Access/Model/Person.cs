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
    public string Email { get; private set; } = "";
    public string Name { get; private set; } = "";
    public DateTimeOffset CreatedAt { get; private init; }

    public static Person Of(string email, string name, DateTimeOffset now) =>
        new()
        {
            Id = Ids.New<PersonId>(now),
            Email = email,
            Name = name,
            CreatedAt = now,
        };

    /// <summary>
    /// Takes what a directory says. Only for a person who is a member of no other workspace: one vendor's directory must not decide who another
    /// vendor's people are, or at which address they sign in.
    /// </summary>
    public void Become(string email, string name) => (Email, Name) = (email, name);

    public static void Map(ModelBuilder model) =>
        model.Entity<Person>(p =>
        {
            p.HasKey(x => x.Id);
            p.HasIndex(x => x.Email).IsUnique();
            p.Property(x => x.Email).HasMaxLength(254);
        });
}
