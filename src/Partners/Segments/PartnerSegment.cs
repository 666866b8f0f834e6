using Entente.Partners.Segments.Rules;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Partners.Segments;

/// <summary>A segment: a rule, or a list that is kept by hand. What it was before stands in the audit.</summary>
[Subject("segment")]
internal sealed class PartnerSegment : Entity
{
    private PartnerSegment() { }

    public SegmentId Id { get; private init; }
    public string Name { get; private set; } = "";
    public string Note { get; private set; } = "";
    public SegmentOf Of { get; private init; }

    /// <summary>A <see cref="SegmentRule"/> as JSON; null: it is kept by hand.</summary>
    public string? Rule { get; private set; }
    public DateTimeOffset ChangedAt { get; private set; }

    public static PartnerSegment Define(SegmentSheet sheet, DateTimeOffset now)
    {
        var made = new PartnerSegment
        {
            Id = Ids.New<SegmentId>(now),
            Of = sheet.Of,
            Rule = sheet.Rule is null ? null : "",
        };
        made.Write(sheet, now);
        return made;
    }

    public SegmentSheet Read() => new(Name, Note, Of, Rule is { } rule ? Json.Read<SegmentRule>(rule) : null);

    /// <summary>What it is of, and whether it is drawn or kept by hand, stays: whoever aims at it relies on that.</summary>
    public void Write(SegmentSheet sheet, DateTimeOffset now)
    {
        if (sheet.Of != Of || sheet.Rule is null != Rule is null)
            throw new InvalidOperationException("A segment does not change its kind.");
        (Name, Note, ChangedAt) = (sheet.Name, sheet.Note, now);
        Rule = sheet.Rule is { } rule ? Json.Write(rule) : null;
    }

    public static void Map(ModelBuilder model)
    {
        model.Entity<PartnerSegment>(s =>
        {
            s.HasKey(x => new { x.WorkspaceId, x.Id });
            s.HasIndex(x => new { x.WorkspaceId, x.Name }).IsUnique();
            s.Property(x => x.Name).HasMaxLength(SegmentCheck.LongestName);
            s.Property(x => x.Note).HasMaxLength(SegmentCheck.LongestNote);
        });
        model.Entity<SegmentMember>(m =>
        {
            // The segment stands last: the audit takes a record's subject from there.
            m.HasKey(x => new
            {
                x.WorkspaceId,
                x.Member,
                x.SegmentId,
            });
            m.HasIndex(x => new { x.WorkspaceId, x.SegmentId });
            m.HasIndex(x => new { x.WorkspaceId, x.PartnerId });
            m.HasOne<PartnerSegment>().WithMany().HasForeignKey(x => new { x.WorkspaceId, x.SegmentId }).OnDelete(DeleteBehavior.Restrict);
            m.HasOne<Partners.Model.Partner>().WithMany().HasForeignKey(x => new { x.WorkspaceId, x.PartnerId });
        });
    }
}

/// <summary>That somebody put a partner, or a person of it, on the list of a segment.</summary>
[Subject("segment")]
internal sealed class SegmentMember : Entity, IPartnerOwned
{
    private SegmentMember() { }

    public SegmentId SegmentId { get; private init; }

    /// <summary>The partner's id, or the person's.</summary>
    public Guid Member { get; private init; }
    public PartnerId PartnerId { get; private init; }

    /// <summary>Null: the partner itself is on the list.</summary>
    public PersonId? PersonId { get; private init; }
    public PersonId? AddedBy { get; private init; }
    public DateTimeOffset AddedAt { get; private init; }

    public static SegmentMember Put(SegmentId segment, PartnerId partner, PersonId? person, PersonId? by, DateTimeOffset now) =>
        new()
        {
            SegmentId = segment,
            Member = person?.Value ?? partner.Value,
            PartnerId = partner,
            PersonId = person,
            AddedBy = by,
            AddedAt = now,
        };
}
