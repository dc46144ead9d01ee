namespace MsoNetwork.Networks;

/// <summary>Networks of one version of the registry; a bounded number of organisations and edges, those used last.</summary>
internal sealed class KeptNetworks
{
    /// <summary>Organisations and edges of all networks together: some 50 megabytes.</summary>
    private const int Most = 100_000;

    private const int MostNetworks = 64;

    private readonly Lock _lock = new();
    private readonly LinkedList<Network> _used = []; // the last used first

    public Network? Find(long version, string key)
    {
        lock (_lock)
        {
            var node = Node(version, key);
            if (node is null) return null;
            _used.Remove(node);
            _used.AddFirst(node);
            return node.Value;
        }
    }

    /// <summary>The network, or the one that another kept meanwhile.</summary>
    public Network Keep(Network network)
    {
        lock (_lock)
        {
            if (Node(network.Version, network.Filter.Key) is { } other) return other.Value;
            if (_used.First?.Value.Version > network.Version) return network; // versions grow only
            _used.AddFirst(network);
            var (size, count) = (0, 0);
            for (var node = _used.First; node is not null;)
            {
                var (next, one) = (node.Next, node.Value);
                size += one.Nodes.Count + one.Edges.Count;
                if (count++ > 0 && (size > Most || count > MostNetworks || one.Version < network.Version)) _used.Remove(node);
                node = next;
            }

            return network;
        }
    }

    private LinkedListNode<Network>? Node(long version, string key)
    {
        for (var node = _used.First; node is not null; node = node.Next)
        {
            if (node.Value.Version == version && node.Value.Filter.Key == key) return node;
        }

        return null;
    }
}
