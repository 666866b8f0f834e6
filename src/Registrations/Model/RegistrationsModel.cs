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
            r.Ignore(x => x.Amount).Ignore(x => x.Window);
            r.HasMany(x => x.Keys).WithOne().HasForeignKey(k => new { k.WorkspaceId, k.RegistrationId });
            r.HasMany(x => x.Questions).WithOne().HasForeignKey(q => new { q.WorkspaceId, q.RegistrationId });
            r.HasMany(x => x.Steps).WithOne().HasForeignKey(s => new { s.WorkspaceId, s.RegistrationId });
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
        model.Entity<PolicyDraft>(p =>
        {
            p.HasKey(x => new { x.WorkspaceId, x.Id });
            p.HasIndex(x => x.WorkspaceId).IsUnique(); // One a workspace.
            p.Property(x => x.Json).HasColumnType("jsonb");
        });
    }
}
