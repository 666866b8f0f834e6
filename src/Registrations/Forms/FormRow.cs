using Entente.Partners;
using Entente.Platform.Data;
using Entente.Platform.Values;
using Entente.Registrations.Rules;
using Entente.Registrations.Rules.Forms;

namespace Entente.Registrations.Forms;

public readonly record struct FormId(Guid Value) : ITypedId<FormId>
{
    public static FormId From(Guid value) => new(value);

    public override string ToString() => Value.ToString("D");
}

internal readonly record struct FormVersionId(Guid Value) : ITypedId<FormVersionId>
{
    public static FormVersionId From(Guid value) => new(value);
}

/// <summary>A form that somebody drew for one kind and some partners: its draft, and what is published of it.</summary>
[Subject("registration_form")]
internal sealed class FormRow : Entity
{
    private FormRow() { }

    public FormId Id { get; private init; }
    public RegistrationKind Kind { get; private init; }
    public PartnerType? Type { get; private init; }
    public PartnerTier? Tier { get; private init; }
    public string? Region { get; private init; }

    /// <summary>A <see cref="FormDefinition"/>, as JSON; null: nothing is being changed.</summary>
    public string? Draft { get; private set; }

    /// <summary>What is shown, as JSON; null: not published.</summary>
    public string? Published { get; private set; }

    /// <summary>Of the last publication; 0: none yet.</summary>
    public int Number { get; private set; }
    public PersonId? By { get; private set; }
    public DateTimeOffset ChangedAt { get; private set; }

    public FormScope Scope => new(Kind, Type, Tier, Region);

    /// <summary>What the editor shows.</summary>
    public FormDefinition Present => Read(Draft ?? Published!);

    public static FormRow Begin(FormScope scope, FormDefinition form, PersonId? by, DateTimeOffset now) =>
        new()
        {
            Id = Ids.New<FormId>(now),
            Kind = scope.Kind,
            Type = scope.Type,
            Tier = scope.Tier,
            Region = scope.Region,
            Draft = Platform.Jobs.Json.Write(form),
            By = by,
            ChangedAt = now,
        };

    public void Change(FormDefinition form, PersonId? by, DateTimeOffset now) =>
        (Draft, By, ChangedAt) = (Platform.Jobs.Json.Write(form), by, now);

    public FormVersion Publish(FormDefinition form, PersonId? by, DateTimeOffset now)
    {
        (Draft, Published, Number, By, ChangedAt) = (null, Platform.Jobs.Json.Write(form), Number + 1, by, now);
        return new()
        {
            Id = Ids.New<FormVersionId>(now),
            FormId = Id,
            Number = Number,
            Json = Published,
            By = by,
            PublishedAt = now,
        };
    }

    /// <summary>Shown no more; what was published stays in the history, and is the draft.</summary>
    public void TakeBack(PersonId? by, DateTimeOffset now) => (Draft, Published, By, ChangedAt) = (Draft ?? Published, null, by, now);

    public static FormDefinition Read(string json) => Platform.Jobs.Json.Read<FormDefinition>(json);
}

/// <summary>A form as it was published. Never changed.</summary>
[Subject("form_version")]
internal sealed class FormVersion : Entity
{
    public FormVersionId Id { get; init; }
    public FormId FormId { get; init; }
    public int Number { get; init; }
    public string Json { get; init; } = "";
    public PersonId? By { get; init; }
    public DateTimeOffset PublishedAt { get; init; }
}
