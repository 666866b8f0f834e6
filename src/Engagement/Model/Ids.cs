using Entente.Platform.Values;

namespace Entente.Engagement;

/// <summary>Something the vendor tells its partners.</summary>
public readonly record struct AnnouncementId(Guid Value) : ITypedId<AnnouncementId>
{
    public static AnnouncementId From(Guid value) => new(value);

    public SubjectRef Subject => new("announcement", Value);
}
