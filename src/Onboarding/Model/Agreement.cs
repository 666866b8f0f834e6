using Entente.Onboarding.Rules;
using Entente.Platform.Data;
using Entente.Platform.Values;

namespace Entente.Onboarding.Model;

/// <summary>An agreement with the draft of its next version. Its name stays from the first version on: rules of the policy ask for it by name.</summary>
[Subject("agreement")]
internal sealed class Agreement : Entity
{
    private Agreement() { }

    public AgreementId Id { get; private init; }
    public string Name { get; private set; } = "";

    /// <summary>In small letters: names differ by more than that.</summary>
    public string NameKey { get; private set; } = "";

    /// <summary>An <see cref="AgreementSheet"/>; null: no next version is being written.</summary>
    public string? Draft { get; private set; }

    /// <summary>The newest version; 0: none is published.</summary>
    public int Number { get; private set; }
    public DateTimeOffset ChangedAt { get; private set; }
    public PersonId? ChangedBy { get; private set; }
    public DateTimeOffset? EndedAt { get; private set; }
    public PersonId? EndedBy { get; private set; }
    public string? EndedFor { get; private set; }

    public static Agreement Begin(string name, AgreementSheet sheet, PersonId? by, DateTimeOffset now)
    {
        var made = new Agreement { Id = Ids.New<AgreementId>(now) };
        made.Write(name, sheet, by, now);
        return made;
    }

    public static string KeyOf(string name) => name.ToLowerInvariant();

    public AgreementSheet? ReadDraft() => Draft is null ? null : Platform.Jobs.Json.Read<AgreementSheet>(Draft);

    /// <param name="name">Left as it is once a version is published.</param>
    public void Write(string name, AgreementSheet sheet, PersonId? by, DateTimeOffset now)
    {
        Living();
        if (Number == 0)
            (Name, NameKey) = (name, KeyOf(name));
        (Draft, ChangedAt, ChangedBy) = (Platform.Jobs.Json.Write(sheet), now, by);
    }

    public void Discard() => Draft = null;

    public AgreementVersion Publish(DateOnly today, PersonId? by, DateTimeOffset now)
    {
        Living();
        var draft = ReadDraft() ?? throw new InvalidOperationException("What is not written cannot be published.");
        var sheet = draft with { EffectiveOn = draft.EffectiveOn ?? today };
        (Draft, Number) = (null, Number + 1);
        return AgreementVersion.Of(Id, Number, sheet, by, now);
    }

    public void End(string why, PersonId? by, DateTimeOffset now)
    {
        Living();
        (EndedAt, EndedBy, EndedFor, Draft) = (now, by, why, null);
    }

    private void Living()
    {
        if (EndedAt is not null)
            throw new InvalidOperationException("What is ended stays as it was.");
    }
}
