namespace Entente.Platform.Values;

/// <summary>
/// What an entry, event, mail or task is about, across modules and without a foreign key:
/// a kind written once by its owner (<c>registration</c>) and the record's id.
/// </summary>
public readonly record struct SubjectRef(string Kind, Guid Id)
{
    public override string ToString() => $"{Kind}:{Id:N}";
}
