using System.Globalization;
using Microsoft.AspNetCore.Connections;

namespace MsoNetwork.Web.Serving;

/// <summary>
/// The connections of clients. Are there nearly as many as there may be, those go first that have been idle longest, so that whoever comes
/// is answered, and the process never runs out of files: without a free one, the runtime may abort.
/// </summary>
/// <param name="most">Connections at once.</param>
internal sealed class OpenConnections(int most)
{
    private readonly Lock _gate = new();
    private readonly LinkedList<Connection> _idle = []; // the one that became idle last is the last
    private readonly int _many = Math.Max(most * 9 / 10, 1);
    private int _open;

    public int Most => most;

    public int Open
    {
        get
        {
            lock (_gate) return _open;
        }
    }

    /// <summary>What is configured, or what files allow: some stay for the database, files and the log.</summary>
    public static int Possible(int configured, int? files) =>
        files is { } limit ? Math.Max(Math.Min(configured, limit - Math.Min(limit / 2, 512)), 1) : configured;

    /// <summary>Files that the process may have open; null where nobody says.</summary>
    public static int? Files()
    {
        try
        {
            const string name = "Max open files";
            var line = File.ReadLines("/proc/self/limits").FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal));
            return line?[name.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var soft, ..]
                && int.TryParse(soft, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) ? limit : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Around each connection.</summary>
    public ConnectionDelegate Watch(ConnectionDelegate next) => async context =>
    {
        var connection = new Connection(context);
        context.Features.Set(connection);
        Enter(connection)?.Abort();
        try
        {
            await next(context);
        }
        finally
        {
            Leave(connection);
        }
    };

    /// <summary>Around each request.</summary>
    public async Task RunAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Features.Get<Connection>() is not { } connection)
        {
            await next(context);
            return;
        }

        Begin(connection);
        try
        {
            await next(context);
        }
        finally
        {
            End(connection);
        }
    }

    private Connection? Enter(Connection connection)
    {
        lock (_gate)
        {
            _open++;
            Connection? surplus = null;
            if (_open > _many && _idle.First is { } oldest)
            {
                _idle.RemoveFirst();
                surplus = oldest.Value;
            }

            _idle.AddLast(connection.Place);
            return surplus;
        }
    }

    private void Begin(Connection connection)
    {
        lock (_gate)
        {
            connection.AtWork++;
            if (connection.Place.List is not null) _idle.Remove(connection.Place);
        }
    }

    private void End(Connection connection)
    {
        lock (_gate)
        {
            if (--connection.AtWork == 0 && connection is { HasLeft: false, IsGivenUp: false }) _idle.AddLast(connection.Place);
        }
    }

    private void Leave(Connection connection)
    {
        lock (_gate)
        {
            _open--;
            connection.HasLeft = true;
            if (connection.Place.List is not null) _idle.Remove(connection.Place);
        }
    }

    private sealed class Connection
    {
        private readonly ConnectionContext _context;

        public Connection(ConnectionContext context) => (_context, Place) = (context, new LinkedListNode<Connection>(this));

        public LinkedListNode<Connection> Place { get; }

        public int AtWork { get; set; }

        public bool HasLeft { get; set; }

        public bool IsGivenUp { get; private set; }

        public void Abort()
        {
            IsGivenUp = true;
            _context.Abort();
        }
    }
}
