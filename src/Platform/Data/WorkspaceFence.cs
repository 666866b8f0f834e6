using System.Data;
using System.Data.Common;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Entente.Platform.Data;

/// <summary>
/// The third fence: every command tells PostgreSQL whose rows it is about, for its own transaction only. A setting made when the
/// connection opens would leak to others behind a pooler; this one cannot. Costs no round trip: both go in one batch. In a transaction the first
/// command tells for all that follow, unless somebody else acts meanwhile.
/// A save's own commands are left alone: EF counts the rows of each statement by its place, so one more in front would hide a stale row;
/// <see cref="EntenteDb"/> sets the workspace in the save's transaction before them.
/// </summary>
internal sealed class WorkspaceFence : DbCommandInterceptor
{
    /// <summary>The statement that stands before every command.</summary>
    public static string Prefix(WorkspaceId workspace) => $"select set_config('app.workspace','{workspace.Value:D}',true);\n";

    public override InterceptionResult<DbDataReader> ReaderExecuting(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<DbDataReader> result
    )
    {
        Set(command, eventData);
        return result;
    }

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<DbDataReader> result,
        CancellationToken cancellationToken = default
    )
    {
        Set(command, eventData);
        return new(result);
    }

    public override DbDataReader ReaderExecuted(DbCommand command, CommandExecutedEventData eventData, DbDataReader result)
    {
        if (IsSet(command))
            result.NextResult();
        Remember(eventData);
        return result;
    }

    public override async ValueTask<DbDataReader> ReaderExecutedAsync(
        DbCommand command,
        CommandExecutedEventData eventData,
        DbDataReader result,
        CancellationToken cancellationToken = default
    )
    {
        if (IsSet(command))
            await result.NextResultAsync(cancellationToken);
        Remember(eventData);
        return result;
    }

    public override InterceptionResult<int> NonQueryExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<int> result)
    {
        Set(command, eventData);
        return result;
    }

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<int> result,
        CancellationToken cancellationToken = default
    )
    {
        Set(command, eventData);
        return new(result);
    }

    public override int NonQueryExecuted(DbCommand command, CommandExecutedEventData eventData, int result)
    {
        Remember(eventData);
        return result;
    }

    public override ValueTask<int> NonQueryExecutedAsync(
        DbCommand command,
        CommandExecutedEventData eventData,
        int result,
        CancellationToken cancellationToken = default
    )
    {
        Remember(eventData);
        return new(result);
    }

    // A scalar command would return the setting instead of its value: read past it ourselves.
    public override async ValueTask<InterceptionResult<object>> ScalarExecutingAsync(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<object> result,
        CancellationToken cancellationToken = default
    )
    {
        Set(command, eventData);
        if (!IsSet(command))
            return result;
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        var value = await reader.ReadAsync(cancellationToken) ? reader.GetValue(0) : DBNull.Value;
        Remember(eventData);
        return InterceptionResult<object>.SuppressWithResult(value);
    }

    private static void Set(DbCommand command, CommandEventData eventData)
    {
        if (eventData.CommandSource is CommandSource.SaveChanges)
            return;
        if (eventData.Context is EntenteDb { IsFenced: false, Workspace: var workspace } && workspace != default && !IsSet(command))
            command.CommandText = Prefix(workspace) + command.CommandText;
    }

    // After each command that went through the fence: it either set the workspace or found it set.
    private static void Remember(CommandEventData eventData)
    {
        if (eventData is { CommandSource: not CommandSource.SaveChanges, Context: EntenteDb db } && db.Workspace != default)
            db.HasBeenFenced();
    }

    private static bool IsSet(DbCommand command) =>
        command.CommandType == CommandType.Text
        && command.CommandText.StartsWith("select set_config('app.workspace',", StringComparison.Ordinal);
}
