using Entente.Platform.Data;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Partners.Model;

/// <summary>A partner went from one manager to another, and what the one told the other.</summary>
[NotAudited("the partner's own change of manager is audited; this is its history")]
internal sealed class HandOver : Entity, IPartnerOwned
{
    public HandOverId Id { get; private init; }
    public PartnerId PartnerId { get; private init; }

    /// <summary>Null: nobody looked after it.</summary>
    public PersonId? From { get; private init; }
    public PersonId To { get; private init; }
    public string Note { get; private init; } = "";
    public PersonId? By { get; private init; }
    public DateTimeOffset At { get; private init; }

    public static HandOver Of(Partner partner, PersonId to, string note, PersonId? by, DateTimeOffset now) =>
        new()
        {
            Id = Ids.New<HandOverId>(now),
            PartnerId = partner.Id,
            From = partner.Manager,
            To = to,
            Note = note,
            By = by,
            At = now,
        };

    public static void Map(ModelBuilder model) =>
        model.Entity<HandOver>(h =>
        {
            h.ToTable("partner_hand_over").HasKey(x => new { x.WorkspaceId, x.Id });
            h.HasIndex(x => new
            {
                x.WorkspaceId,
                x.PartnerId,
                x.At,
            });
        });
}
