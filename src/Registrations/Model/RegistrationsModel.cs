using Entente.Registrations.CrmForms;
using Entente.Registrations.Drafts;
using Entente.Registrations.Evidence;
using Entente.Registrations.Forms;
using Entente.Registrations.Guard;
using Entente.Registrations.PublicIntake;
using Microsoft.EntityFrameworkCore;

namespace Entente.Registrations.Model;

/// <summary>The tables of this module.</summary>
internal static class RegistrationsModel
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<Registration>(r =>
        {
            r.HasKey(x => new { x.WorkspaceId, x.Id });
            r.Ignore(x => x.Amount)
                .Ignore(x => x.Window)
                .Ignore(x => x.Prices)
                .Ignore(x => x.AskedExtension)
                .Ignore(x => x.OpenAppeal)
                .Ignore(x => x.Appealed)
                .Ignore(x => x.WasUndone)
                .Ignore(x => x.Custom);
            r.Property(x => x.CustomJson).HasColumnType("jsonb");
            r.Ignore(x => x.Before).Ignore(x => x.StandsAs).Ignore(x => x.Approved);
            r.Property(x => x.BeforeJson).HasColumnType("jsonb");
            r.Property(x => x.StandsAsJson).HasColumnType("jsonb");
            r.Property(x => x.ApprovedJson).HasColumnType("jsonb");
            r.HasMany(x => x.Keys).WithOne().HasForeignKey(k => new { k.WorkspaceId, k.RegistrationId });
            r.HasMany(x => x.Questions).WithOne().HasForeignKey(q => new { q.WorkspaceId, q.RegistrationId });
            r.HasMany(x => x.Steps).WithOne().HasForeignKey(s => new { s.WorkspaceId, s.RegistrationId });
            r.HasMany(x => x.Versions).WithOne().HasForeignKey(v => new { v.WorkspaceId, v.RegistrationId });
            r.HasMany(x => x.Progress).WithOne().HasForeignKey(p => new { p.WorkspaceId, p.RegistrationId });
            r.HasMany(x => x.Extensions).WithOne().HasForeignKey(e => new { e.WorkspaceId, e.RegistrationId });
            r.HasMany(x => x.Appeals).WithOne().HasForeignKey(a => new { a.WorkspaceId, a.RegistrationId });
            r.HasMany(x => x.Signatures).WithOne().HasForeignKey(s => new { s.WorkspaceId, s.RegistrationId });
            r.HasMany(x => x.Challenges).WithOne().HasForeignKey(c => new { c.WorkspaceId, c.RegistrationId });
            r.HasIndex(x => new { x.WorkspaceId, x.Number }).IsUnique();
            r.HasIndex(x => new { x.WorkspaceId, x.SubmissionId }).IsUnique();
            r.HasIndex(x => new
            {
                x.WorkspaceId,
                x.PartnerId,
                x.SubmittedAt,
            });
            r.HasIndex(x => new
            {
                x.WorkspaceId,
                x.State,
                x.DueAt,
            });
            r.HasIndex(x => new { x.WorkspaceId, x.SubmittedAt });
            r.HasIndex(x => new { x.WorkspaceId, x.NextReminderAt });
            r.HasIndex(x => new { x.WorkspaceId, x.NextLookAt });
            r.HasIndex(x => new { x.WorkspaceId, x.AnnounceAt });
            r.HasIndex(x => new { x.WorkspaceId, x.WaitsUntil });
            r.HasIndex(x => new { x.WorkspaceId, x.OpportunityId });
        });
        model.Entity<RegistrationKey>(k =>
        {
            k.HasKey(x => new
            {
                x.WorkspaceId,
                x.Kind,
                x.Value,
                x.RegistrationId,
            });
            k.HasIndex(x => new { x.WorkspaceId, x.RegistrationId });
        });
        model.Entity<InfoRequest>(q =>
        {
            q.HasKey(x => new { x.WorkspaceId, x.Id });
            q.Property(x => x.Id).ValueGeneratedNever(); // Made in the app: a child found on a tracked parent is new, not an update.
            q.HasIndex(x => new { x.WorkspaceId, x.RegistrationId });
        });
        model.Entity<RegistrationStep>(s =>
        {
            s.HasKey(x => new { x.WorkspaceId, x.Id });
            s.Property(x => x.Id).ValueGeneratedNever();
            s.HasIndex(x => new { x.WorkspaceId, x.RegistrationId });
        });
        MapClaimParts(model);
        ClaimColleague.Map(model);
        Share.ClaimShare.Map(model);
        Promises.WorkingPromise.Map(model);
        ImportModel.Map(model);
        ConductModel.Map(model);
        DirectDealQuestion.Map(model);
        CrmFormEntry.Map(model);
        model.Entity<AssessmentTrace>(t =>
        {
            t.HasKey(x => new { x.WorkspaceId, x.Id });
            t.Property(x => x.Trace).HasColumnType("jsonb");
            t.HasIndex(x => new
            {
                x.WorkspaceId,
                x.RegistrationId,
                x.At,
            });
        });
        model.Entity<CheckedName>(n =>
        {
            n.HasKey(x => new
            {
                x.WorkspaceId,
                x.PartnerId,
                x.Key,
            });
        });
        model.Entity<ProbeAlarm>(a =>
        {
            a.HasKey(x => new { x.WorkspaceId, x.Id });
            a.HasIndex(x => new
            {
                x.WorkspaceId,
                x.About,
                x.At,
            });
        });
        model.Entity<PolicyVersion>(p =>
        {
            p.HasKey(x => new { x.WorkspaceId, x.Id });
            p.HasIndex(x => new { x.WorkspaceId, x.Number }).IsUnique();
            p.Property(x => x.Json).HasColumnType("jsonb");
            p.HasIndex(x => new { x.WorkspaceId, x.InForceFrom });
        });
        MapPublicForm(model);
        MapForms(model);
        model.Entity<ClaimDraft>(d =>
        {
            d.HasKey(x => new { x.WorkspaceId, x.Id });
            d.Property(x => x.Json).HasColumnType("jsonb");
            d.HasIndex(x => new
                {
                    x.WorkspaceId,
                    x.PersonId,
                    x.PartnerId,
                    x.Kind,
                })
                .IsUnique();
        });
        model.Entity<Attachment>(a =>
        {
            a.HasKey(x => new { x.WorkspaceId, x.Id });
            a.HasOne<Registration>().WithMany().HasForeignKey(x => new { x.WorkspaceId, x.RegistrationId });
        });
        model.Entity<PolicyDraft>(p =>
        {
            p.HasKey(x => new { x.WorkspaceId, x.Id });
            p.HasIndex(x => x.WorkspaceId).IsUnique(); // One a workspace.
            p.Property(x => x.Json).HasColumnType("jsonb");
        });
    }

    private static void MapForms(ModelBuilder model)
    {
        model.Entity<FormRow>(f =>
        {
            f.ToTable("registration_form").HasKey(x => new { x.WorkspaceId, x.Id });
            f.Ignore(x => x.Scope).Ignore(x => x.Present);
            f.Property(x => x.Draft).HasColumnType("jsonb");
            f.Property(x => x.Published).HasColumnType("jsonb");
            f.HasIndex(x => new { x.WorkspaceId, x.Kind });
        });
        model.Entity<FormVersion>(v =>
        {
            v.HasKey(x => new { x.WorkspaceId, x.Id });
            v.Property(x => x.Json).HasColumnType("jsonb");
            v.HasIndex(x => new
                {
                    x.WorkspaceId,
                    x.FormId,
                    x.Number,
                })
                .IsUnique();
        });
    }

    private static void MapPublicForm(ModelBuilder model)
    {
        model.Entity<PublicClaim>(c =>
        {
            c.HasKey(x => new { x.WorkspaceId, x.Id });
            c.Ignore(x => x.Claim).Ignore(x => x.ExpiresAt);
            c.Property(x => x.Json).HasColumnType("jsonb");
            c.HasIndex(x => new { x.WorkspaceId, x.SubmissionId }).IsUnique();
            c.HasIndex(x => new { x.WorkspaceId, x.ReceivedAt });
        });
        model.Entity<PublicFormSettings>(s =>
        {
            s.HasKey(x => new { x.WorkspaceId, x.Id });
            s.Ignore(x => x.Rules);
            s.HasIndex(x => x.WorkspaceId).IsUnique(); // One a workspace.
        });
    }

    private static void MapClaimParts(ModelBuilder model)
    {
        model.Entity<ClaimVersion>(v =>
        {
            v.HasKey(x => new { x.WorkspaceId, x.Id });
            v.Property(x => x.Id).ValueGeneratedNever();
            v.Property(x => x.Changes).HasColumnType("jsonb");
            v.Property(x => x.Before).HasColumnType("jsonb");
            v.HasIndex(x => new { x.WorkspaceId, x.RegistrationId });
        });
        Consents.ConsentRecord.Map(model);
        model.Entity<ProgressEntry>(p =>
        {
            p.HasKey(x => new { x.WorkspaceId, x.Id });
            p.Property(x => x.Id).ValueGeneratedNever();
            p.HasIndex(x => new { x.WorkspaceId, x.RegistrationId });
        });
        model.Entity<ProtectionExtension>(e =>
        {
            e.HasKey(x => new { x.WorkspaceId, x.Id });
            e.Property(x => x.Id).ValueGeneratedNever();
            e.HasIndex(x => new { x.WorkspaceId, x.RegistrationId });
            e.HasIndex(x => new { x.WorkspaceId, x.State });
        });
        model.Entity<Appeal>(a =>
        {
            a.HasKey(x => new { x.WorkspaceId, x.Id });
            a.Property(x => x.Id).ValueGeneratedNever();
            a.Property(x => x.Artifacts).HasColumnType("jsonb");
            a.HasIndex(x => new { x.WorkspaceId, x.RegistrationId });
            a.HasIndex(x => new { x.WorkspaceId, x.NextReminderAt });
        });
        model.Entity<ApprovalSignature>(s =>
        {
            s.HasKey(x => new { x.WorkspaceId, x.Id });
            s.Property(x => x.Id).ValueGeneratedNever();
            s.HasIndex(x => new { x.WorkspaceId, x.RegistrationId });
        });
        model.Entity<Absence>(a =>
        {
            a.HasKey(x => new { x.WorkspaceId, x.Id });
            a.HasIndex(x => new { x.WorkspaceId, x.Until });
        });
        model.Entity<Challenge>(c =>
        {
            c.HasKey(x => new { x.WorkspaceId, x.Id });
            c.Property(x => x.Id).ValueGeneratedNever();
            c.HasIndex(x => new { x.WorkspaceId, x.RegistrationId });
        });
    }
}
