namespace Entente.Crm.Port;

/// <summary>A delivery from the CRM, unread.</summary>
/// <param name="Address">The full address as the CRM called it (public origin, raw path and query).</param>
/// <param name="Headers">By lower-case name.</param>
/// <param name="Body">The raw bytes: the signature covers them.</param>
public sealed record CrmPush(string Method, string Address, IReadOnlyDictionary<string, string> Headers, ReadOnlyMemory<byte> Body);

/// <summary>Something happened to this record: fetch it. Never says what it holds now.</summary>
public sealed record CrmHint(CrmObject Kind, string Id, CrmHintKind What, DateTimeOffset OccurredAt);

public enum CrmHintKind
{
    Changed,
    Deleted,

    /// <summary>Merged: the record named is the survivor or one that was absorbed.</summary>
    Merged,
}

/// <summary>A verified delivery: whom to fetch, and what to answer once it is stored.</summary>
/// <param name="DeliveryKeys">One per event; equal for a repeated delivery.</param>
public sealed record CrmPushRead(IReadOnlyList<CrmHint> Hints, IReadOnlyList<string> DeliveryKeys, string AnswerType, string AnswerBody);
