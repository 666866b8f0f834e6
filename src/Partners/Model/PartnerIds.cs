using Entente.Platform.Values;

namespace Entente.Partners.Model;

internal readonly record struct ProgramId(Guid Value) : ITypedId<ProgramId>
{
    public static ProgramId From(Guid value) => new(value);
}

internal readonly record struct StatusChangeId(Guid Value) : ITypedId<StatusChangeId>
{
    public static StatusChangeId From(Guid value) => new(value);
}

internal readonly record struct TierChangeId(Guid Value) : ITypedId<TierChangeId>
{
    public static TierChangeId From(Guid value) => new(value);
}

internal readonly record struct HandOverId(Guid Value) : ITypedId<HandOverId>
{
    public static HandOverId From(Guid value) => new(value);
}
