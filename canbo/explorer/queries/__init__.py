"""The queries of the explorer's pages, one `.rq` file each, with heads as the catalogue has them."""
